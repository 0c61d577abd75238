"""What Celery beat starts, and when."""

from typing import Any

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {}
