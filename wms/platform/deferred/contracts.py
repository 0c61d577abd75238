"""A command that is carried out later, as whoever asked for it sees it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from wms.kernel.text import Code, Text


class DeferredState(StrEnum):
    """How far a deferred command is; ``failed`` is tried no more."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Return whether nothing will happen to it any more."""
        return self in {DeferredState.DONE, DeferredState.REFUSED, DeferredState.FAILED}


@dataclass(frozen=True, kw_only=True)
class Deferred:
    """A command that is carried out later, and how far it is.

    ``done`` of ``total`` parts are done, as far as anybody knows; ``code`` and ``message`` say why
    it was refused or failed.
    """

    deferred_id: UUID
    command: Code
    subject_id: UUID
    asked_by: Text
    state: DeferredState
    done: int
    total: int
    code: Code
    message: Text
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
