"""Confirm stops of a walk."""

from django.conf import settings
from django.utils import timezone

from wms.kernel.events import Event
from wms.picking import contracts
from wms.picking.contracts import ConfirmPicks, PickTaskNotReady, PickTaskStatus
from wms.picking.domain.confirming import confirm
from wms.picking.models import PickingOutbox, PickTask, PickTaskLine
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.picking.services.own_task import locked_task_of
from wms.platform.commands import command

CONFIRMED = ["picked", "short_quantity", "reason", "status", "sought_until"]


@command
def confirm_picks(command: ConfirmPicks) -> contracts.PickTask:
    """Confirm stops of a task that was started, all or none; a repeat is answered as before.

    For units that were not found inventory looks for others; the walk is kept open for them for
    as long as ``REPLACEMENT_WAIT``.

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
        if outcome.short_quantity and row.status == PickTaskStatus.IN_PROGRESS:
            line.sought_until = timezone.now() + settings.REPLACEMENT_WAIT
        for event in _facts(row, line):
            row.version += 1
            news.append((event, row.version))
    PickTaskLine.objects.bulk_update([line for line, _ in outcomes], CONFIRMED)
    row.save(update_fields=["version"])
    PickingOutbox.publish_all(news)
    return describe(row)


def _facts(row: PickTask, line: PickTaskLine) -> list[Event]:
    """Return what happened at a stop: units were taken, some were missing, or both."""
    news: list[Event] = []
    if line.picked:
        news.append(facts.item_picked(row, line))
    if line.short_quantity:
        news.append(facts.item_short(row, line))
    return news
