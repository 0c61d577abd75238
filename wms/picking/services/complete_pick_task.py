"""Finish a walk."""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from wms.kernel.ids import OrderId, round_id
from wms.picking import contracts
from wms.picking.contracts import (
    CompletePickTask,
    PickLineStatus,
    PicksMissing,
    PickTaskNotReady,
    PickTaskStatus,
    ReplacementSought,
)
from wms.picking.domain.shorts import SHORT_PICK, lines_left_short, short_message
from wms.picking.events import PickingExceptionRaisedEvent
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe, picked_lines
from wms.picking.services.own_task import locked_task_of
from wms.platform.commands import command


@command
def complete_pick_task(request: CompletePickTask) -> contracts.PickTask:
    """Finish a task; a finished one is answered as before.

    If goods were missing and no others were found, an exception says where, how many and why.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        PickTaskTaken: another worker has it.
        PickTaskNotReady: it was not started, or was cancelled.
        PicksMissing: some stops are neither confirmed nor cancelled.
        ReplacementSought: goods were missing, and others are still being looked for.
    """
    row = locked_task_of(request.actor, task_id=request.task_id, client_id=request.client_id)
    if row.status == PickTaskStatus.COMPLETED:
        return describe(row)
    if row.status == PickTaskStatus.OPEN:
        raise PickTaskNotReady(f"{row} has no worker; it is claimed and started before")
    row.become(PickTaskStatus.COMPLETED)
    prefetch_related_objects([row], "lines")
    left = [line for line in row.lines.all() if line.status == PickLineStatus.OPEN]
    if left:
        raise PicksMissing(f"{row} has {len(left)} stops to confirm, next: {left[0]}")
    now = timezone.now()
    sought = [line for line in row.lines.all() if line.sought_until and line.sought_until > now]
    if sought:
        raise ReplacementSought(
            f"other goods are looked for in place of {sought[0].short_quantity} of {sought[0].sku};"
            " read the task again in a moment"
        )

    row.completed_at = now
    row.version += 1
    PickingOutbox.publish(facts.completed(row), sequence=row.version)
    left_short = lines_left_short(list(row.lines.all()))
    message = short_message([line for line in picked_lines(row) if line.line_no in left_short])
    if message:
        row.version += 1
        PickingOutbox.publish(_exception(row, message), sequence=row.version)
    row.save(update_fields=["status", "completed_at", "version"])
    return describe(row)


def _exception(row: PickTask, message: str) -> PickingExceptionRaisedEvent:
    order_id = OrderId(row.order_id)
    return PickingExceptionRaisedEvent.of(
        row,
        order_id=order_id,
        exception_id=round_id(order_id, SHORT_PICK, row.round_no),
        kind=SHORT_PICK,
        message=message,
    )
