"""Columns of admin lists that look the same everywhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from unfold.decorators import display

from wms.platform.tenancy import facade as tenancy

Column = Callable[[Any], Any]

_COLOURS = {
    "success": (
        "completed",
        "shipped",
        "packed",
        "picked",
        "consumed",
        "closed",
        "handed_over",
        "posted",
    ),
    "info": (
        *("received", "validated", "reserved", "planned", "scheduled", "created", "open"),
        *("active", "assigned", "labelled", "manifested", "sealed", "wave_assigned"),
    ),
    "primary": ("released", "in_progress", "picking", "started", "partially_shipped"),
    "warning": (
        "backordered",
        "cancelling",
        "short",
        "held",
        "waiting",
        "pending",
        "recount",
        "counted",
    ),
    "danger": ("cancelled", "rejected", "voided", "failed", "short_closed", "blocked"),
}
BADGES = {word: colour for colour, words in _COLOURS.items() for word in words}


def status_badge(field: str = "status", *, title: str = "status") -> Column:
    """Return a column that shows a status word as a coloured label."""

    @display(description=title, ordering=field, label=BADGES)
    def badge(row: Any) -> tuple[str, str]:
        word = str(getattr(row, field))
        return word, word.replace("_", " ")

    return badge


def age(field: str = "created_at", *, title: str = "age") -> Column:
    """Return a column that shows how long ago an instant was, like ``3 min``."""

    @display(description=title, ordering=field)
    def how_long(row: Any) -> str:
        instant = getattr(row, field)
        return "-" if instant is None else in_words(timezone.now() - instant)

    return how_long


def client(field: str = "client_id", *, title: str = "client") -> Column:
    """Return a column that shows the code of a client, or a dash where it is of no single one."""

    @display(description=title, ordering=field)
    def code(row: Any) -> str:
        client_id = getattr(row, field)
        return "-" if client_id is None else tenancy.client_code(client_id)

    return code


def warehouse(field: str = "warehouse_id", *, title: str = "warehouse") -> Column:
    """Return a column that shows the code of a warehouse."""

    @display(description=title, ordering=field)
    def code(row: Any) -> str:
        return tenancy.warehouse_code(getattr(row, field))

    return code


def who(field: str, *, title: str | None = None, nobody: str = "-") -> Column:
    """Return a column that shows an actor by name."""

    @display(description=title or field.replace("_", " "), ordering=field)
    def name(row: Any) -> str:
        return tenancy.name_of(getattr(row, field)) or nobody

    return name


def text(field: str, *, title: str) -> Column:
    """Return a column that shows a text, or a dash where there is none."""

    @display(description=title, ordering=field)
    def words(row: Any) -> str:
        return str(getattr(row, field) or "-")

    return words


def in_words(duration: timedelta) -> str:
    """Return a duration in its largest unit, rounded down, like ``40 s`` or ``3 min``."""
    seconds = max(int(duration.total_seconds()), 0)
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
