"""The work that was put off, one after the other."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from pydantic import TypeAdapter

from wms.kernel.errors import DomainError
from wms.platform.commands import Receipt, request_of
from wms.platform.deferred.contracts import DeferredState
from wms.platform.deferred.models import DeferredCommand
from wms.platform.deferred.progress import progress_of
from wms.platform.deferred.receipt import DeferredReceipt
from wms.platform.transactions import transaction

logger = logging.getLogger(__name__)

ATTEMPTS = 5
# Longer than any statement of a command may take: whoever began it is not there any more. Were it
# there all the same, the receipt would hold the other one up.
LOST_AFTER = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=40)


def run_deferred() -> int:
    """Carry out what waits, and what was begun by somebody who is gone; return how many.

    What ended long ago is forgotten.
    """
    count = 0
    while (row := _next()) is not None:
        _run(row)
        count += 1
    DeferredCommand.objects.filter(ended_at__lt=timezone.now() - FORGOTTEN_AFTER).exclude(
        state__in=(DeferredState.WAITING, DeferredState.RUNNING)
    ).delete()
    return count


@transaction
def _next() -> DeferredCommand | None:
    lost = Q(state=DeferredState.RUNNING, started_at__lt=timezone.now() - LOST_AFTER)
    waiting = DeferredCommand.objects.filter(Q(state=DeferredState.WAITING) | lost)
    row = waiting.order_by("attempts", "id").select_for_update(skip_locked=True).first()
    if row is not None:
        row.state, row.started_at = DeferredState.RUNNING, timezone.now()
        row.attempts += 1
        row.save(update_fields=["state", "started_at", "attempts"])
    return row


def _run(row: DeferredCommand) -> None:
    try:
        command = import_string(settings.DEFERRED_COMMANDS[row.command])
        request = TypeAdapter[Any](request_of(command)).validate_python(row.request)
        receipt: Receipt = DeferredReceipt(row.id)
        with progress_of(row.id):
            command(request, receipt=receipt)
    except DomainError as refusal:
        logger.info("%s was refused: %s", row, refusal)
        _end(row.id, DeferredState.REFUSED, refusal.code, str(refusal))
    except Exception as error:
        logger.exception("%s failed", row)
        said = f"{type(error).__name__}: {error}"
        if row.attempts < ATTEMPTS:
            _wait_again(row.id, said)
        else:
            _end(row.id, DeferredState.FAILED, "failed", said)


@transaction
def _end(deferred_id: UUID, state: DeferredState, code: str, message: str) -> None:
    DeferredCommand.objects.filter(id=deferred_id, state=DeferredState.RUNNING).update(
        state=state, code=code, message=message[:2_000], ended_at=timezone.now()
    )


@transaction
def _wait_again(deferred_id: UUID, message: str) -> None:
    DeferredCommand.objects.filter(id=deferred_id, state=DeferredState.RUNNING).update(
        state=DeferredState.WAITING, message=message[:2_000]
    )
