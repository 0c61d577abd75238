"""Putting an exception off whose cause lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.kernel.actors import Actor
from wms.kernel.errors import Conflict, DomainError
from wms.kernel.ids import ClientId
from wms.kernel.text import TEXT

LONGEST_SNOOZE = timedelta(days=30)
"""How far ahead an exception may be put off."""


@dataclass(frozen=True, kw_only=True)
class Snooze:
    """The body of ``POST /exceptions/{id}/snooze``: until when (at most 30 days), and why."""

    until: datetime
    note: Annotated[str, Len(1, 500), TEXT]


@dataclass(frozen=True, kw_only=True)
class SnoozeException:
    """Put an exception off until a time; with ``client_id`` only if it is that client's."""

    exception_id: UUID
    until: datetime
    note: Annotated[str, Len(1, 500), TEXT]
    actor: Actor
    client_id: ClientId | None = None


class CauseLasts(Conflict):
    """What the exception is about is still so; it can be snoozed, and clears itself."""

    code = "cause_lasts"


class ExceptionCleared(Conflict):
    """The exception is cleared; there is nothing to put off."""

    code = "exception_cleared"


class ImpossibleSnooze(DomainError):
    """An exception is put off to a time within the next 30 days."""

    code = "impossible_snooze"
