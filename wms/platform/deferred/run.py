"""The work that was put off, one after the other."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from pydantic import TypeAdapter

from wms.kernel.errors import DomainError
from wms.platform.commands import Receipt, request_of
from wms.platform.databases import database_of
from wms.platform.deferred.contracts import DeferredState
from wms.platform.deferred.kept import deferred_kinds
from wms.platform.deferred.models import DeferredCommand
from wms.platform.deferred.progress import progress_of
from wms.platform.deferred.receipt import DeferredReceipt
from wms.platform.transactions import transaction_in

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
    for kind in deferred_kinds():
        while (row := _next(kind)) is not None:
            _run(row)
            count += 1
        kind.objects.filter(ended_at__lt=timezone.now() - FORGOTTEN_AFTER).exclude(
            state__in=(DeferredState.WAITING, DeferredState.RUNNING)
        ).delete()
    return count


def _next(kind: type[DeferredCommand]) -> DeferredCommand | None:
    lost = Q(state=DeferredState.RUNNING, started_at__lt=timezone.now() - LOST_AFTER)
    waiting = kind.objects.filter(Q(state=DeferredState.WAITING) | lost)
    with transaction_in(database_of(kind._meta.app_label)):
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
        receipt: Receipt = DeferredReceipt(row)
        with progress_of(row):
            command(request, receipt=receipt)
    except DomainError as refusal:
        logger.info("%s was refused: %s", row, refusal)
        _end(row, DeferredState.REFUSED, refusal.code, str(refusal))
    except Exception as error:
        logger.exception("%s failed", row)
        said = f"{type(error).__name__}: {error}"
        if row.attempts < ATTEMPTS:
            _wait_again(row, said)
        else:
            _end(row, DeferredState.FAILED, "failed", said)


def _end(row: DeferredCommand, state: DeferredState, code: str, message: str) -> None:
    _if_running(row).update(
        state=state, code=code, message=message[:2_000], ended_at=timezone.now()
    )


def _wait_again(row: DeferredCommand, message: str) -> None:
    _if_running(row).update(state=DeferredState.WAITING, message=message[:2_000])


def _if_running(row: DeferredCommand) -> QuerySet[DeferredCommand]:
    return type(row).objects.filter(id=row.id, state=DeferredState.RUNNING)
