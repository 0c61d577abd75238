"""Where log lines go: standard output, JSON unless it is a terminal."""

import os
from typing import Any

from wms.platform.observability.logs import configure_structlog, logging_config

configure_structlog()
LOGGING: dict[str, Any] = logging_config(os.environ.get("LOG_LEVEL", "INFO"))
