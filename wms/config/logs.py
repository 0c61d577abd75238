"""Where log lines go: one JSON object per line on standard output."""

from typing import Any

LOGGING: dict[str, Any] = {"version": 1, "disable_existing_loggers": False}
