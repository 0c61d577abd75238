"""Confirm stops of a walk."""

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.picking import contracts
from wms.picking.contracts import ConfirmPicks, PickTaskId, PickTaskNotReady, PickTaskStatus
from wms.picking.domain.confirming import confirm
from wms.picking.events import ItemPickedEvent, ItemShortEvent
from wms.picking.models import PickingOutbox, PickTask, PickTaskLine
from wms.picking.selectors.tasks import describe, picked_line
from wms.picking.services.own_task import locked_task_of
from wms.platform.commands import command

CONFIRMED = ["picked", "short_quantity", "reason", "status"]


@command
def confirm_picks(command: ConfirmPicks) -> contracts.PickTask:
    """Confirm stops of a task that was started, all or none; a repeat is answered as before.

    Raises:
        PickTaskNotFound: there is no such task, or not of this client.
        PickTaskTaken: another worker has it.
        PickTaskNotReady: it was not started, or was cancelled.
        WrongScan: what was scanned is not what a stop asks for.
        StopWithdrawn: a stop is not to be walked to any more.
        OverPick: more units than a stop asks for.
        ReasonMissing: fewer units, and nothing says why.
        PickDiffers: a stop was confirmed with another quantity.
    """
    row = locked_task_of(command.worker, task_id=command.task_id, client_id=command.client_id)
    if row.status not in {PickTaskStatus.IN_PROGRESS, PickTaskStatus.COMPLETED}:
        raise PickTaskNotReady(f"{row} is {row.status}; only a started task takes picks")

    outcomes = confirm({line.allocation_id: line for line in row.lines.all()}, command.picks)
    if not outcomes:
        return describe(row)
    news: list[tuple[Event, int]] = []
    for line, outcome in outcomes:
        line.picked = outcome.picked
        line.short_quantity = outcome.short_quantity
        line.reason = outcome.reason or ""
        line.status = outcome.status
        for event in _facts(row, line):
            row.version += 1
            news.append((event, row.version))
    PickTaskLine.objects.bulk_update([line for line, _ in outcomes], CONFIRMED)
    row.save(update_fields=["version"])
    PickingOutbox.publish_all(news)
    return describe(row)


def _facts(row: PickTask, line: PickTaskLine) -> list[Event]:
    """Return what happened at a stop: units were taken, some were missing, or both."""
    kinds: list[type[ItemPickedEvent] | type[ItemShortEvent]] = []
    if line.picked:
        kinds.append(ItemPickedEvent)
    if line.short_quantity:
        kinds.append(ItemShortEvent)
    return [
        kind(
            task_id=PickTaskId(row.task_id),
            order_id=OrderId(row.order_id),
            client_id=ClientId(row.client_id),
            warehouse_id=WarehouseId(row.warehouse_id),
            line=picked_line(line),
        )
        for kind in kinds
    ]
