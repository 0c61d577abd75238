"""Tasks that nobody is to carry out any more."""

from collections.abc import Sequence

from django.utils import timezone

from wms.inventory.catalogue.contracts.words import MoveTaskStatus
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.inventory.work.events.tasks import MoveTaskCancelledEvent
from wms.inventory.work.models.tasks import MoveTask
from wms.platform.batches import AT_ONCE


def cancel_tasks(rows: Sequence[MoveTask], reason: str) -> None:
    """Cancel unfinished tasks, which are locked, and say so; their goods stay where they are.

    Part of a command, in its transaction.
    """
    now = timezone.now()
    for row in rows:
        row.become(MoveTaskStatus.CANCELLED)
        row.reason = reason[:200]
        row.ended_at = now
        row.version += 1
    MoveTask.objects.bulk_update(
        rows, ["status", "reason", "ended_at", "version"], batch_size=AT_ONCE
    )
    InventoryOutbox.publish_all((_fact(row), row.version) for row in rows)


def _fact(row: MoveTask) -> MoveTaskCancelledEvent:
    return MoveTaskCancelledEvent.of(row, task_id=MoveTaskId(row.id))
