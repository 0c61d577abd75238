"""Log lines: one JSON object each, or readable ones on a terminal, with the request id in all."""

import sys
from typing import Any

import structlog
from structlog.types import EventDict, Processor

from wms.platform.tracing import known_request_id


def add_request_id(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Say which request a line belongs to, where there is one."""
    known = known_request_id()
    if known is not None:
        event.setdefault("request_id", known)
    return event


# What every line gets, whether it was logged by structlog or by the standard library.
_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    add_request_id,
)


def configure_structlog() -> None:
    """Let structlog hand its lines to the standard library, where they are written."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def logging_config(level: str) -> dict[str, Any]:
    """Return the standard library's configuration: everything to standard output."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": list(_SHARED),
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_rendering(),
                ],
            }
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "lines",
            }
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # Both have handlers of their own by default, and would say everything twice.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            # A refusal is an answer: the access line has it. What failed is logged as an error.
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "ERROR"},
        },
    }


def _rendering() -> list[Processor]:
    if sys.stdout is not None and sys.stdout.isatty():
        return [structlog.dev.ConsoleRenderer()]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
