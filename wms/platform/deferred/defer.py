"""Putting a command off, and looking how far it is."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic_core import to_jsonable_python

from wms.kernel.errors import NotFound
from wms.kernel.ids import ClientId
from wms.platform.deferred.contracts import Deferred, DeferredState
from wms.platform.deferred.kept import kept_as
from wms.platform.deferred.models import DeferredCommand


class DeferredNotFound(NotFound):
    """There is no such command in the background, or not for this caller."""

    code = "deferred_not_found"


@dataclass(frozen=True, kw_only=True)
class Defer:
    """Put a command off: its name in ``DEFERRED_COMMANDS``, what it takes, and what it is about."""

    command: str
    request: Any
    subject_id: UUID
    asked_by: str
    client_id: ClientId | None = None
    total: int = 0


def defer(request: Defer) -> Deferred:
    """Keep a command for the worker, in the caller's transaction; one that waits is as good."""
    row, _is_new = kept_as(request.command).objects.get_or_create(
        command=request.command,
        subject_id=request.subject_id,
        state__in=(DeferredState.WAITING, DeferredState.RUNNING),
        defaults={
            "request": to_jsonable_python(request.request),
            "client_id": request.client_id,
            "asked_by": request.asked_by,
            "state": DeferredState.WAITING,
            "total": request.total,
        },
    )
    return describe(row)


def get_deferred(*, deferred_id: UUID, command: str, client_id: ClientId | None = None) -> Deferred:
    """Return how far a command is that was put off for a client; None sees those of all.

    Raises:
        DeferredNotFound: there is no such command.
    """
    rows = kept_as(command).objects.filter(id=deferred_id, command=command)
    if client_id is not None:
        rows = rows.filter(client_id=client_id)
    row = rows.first()
    if row is None:
        raise DeferredNotFound(f"there is no {command} {deferred_id} in the background")
    return describe(row)


def describe(row: DeferredCommand) -> Deferred:
    """Return a row as a contract."""
    return Deferred(
        deferred_id=row.id,
        command=row.command,
        subject_id=row.subject_id,
        asked_by=row.asked_by,
        state=DeferredState(row.state),
        done=row.done,
        total=row.total,
        code=row.code,
        message=row.message,
        asked_at=row.asked_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
