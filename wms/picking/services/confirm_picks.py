"""Confirm stops of a walk."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from wms.kernel.events import Event
from wms.picking import contracts
from wms.picking.contracts import ConfirmPicks, Pick, PickTaskNotReady, PickTaskStatus
from wms.picking.domain.confirmations import confirm
from wms.picking.models import PickingOutbox, PickTask, PickTaskLine
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.picking.services.own_task import locked_task_of
from wms.platform.batches import AT_ONCE
from wms.platform.commands import command

CONFIRMED = ["picked", "short_quantity", "reason", "status", "sought_until"]


@command
def confirm_picks(request: ConfirmPicks) -> contracts.PickTask:
    """Confirm stops of a task that was started, all or none; a repeat is answered as before.

    Only these stops are read, and the answer has no others: it costs the same on a long walk.
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
    row = locked_task_of(request.actor, task_id=request.task_id, client_id=request.client_id)
    if row.status not in {PickTaskStatus.IN_PROGRESS, PickTaskStatus.COMPLETED}:
        raise PickTaskNotReady(f"{row} is {row.status}; only a started task takes picks")

    stops = _stops(row, request.picks)
    outcomes = confirm(stops, request.picks)
    if not outcomes:
        return describe(row, stops.values())
    news: list[tuple[Event, int]] = []
    for line, outcome in outcomes:
        line.picked = outcome.picked
        line.short_quantity = outcome.short_quantity
        line.reason = outcome.reason or ""
        line.become(outcome.status)
        if outcome.short_quantity and row.status == PickTaskStatus.IN_PROGRESS:
            line.sought_until = timezone.now() + settings.REPLACEMENT_WAIT
        for event in _facts(row, line):
            row.version += 1
            news.append((event, row.version))
    PickTaskLine.objects.bulk_update([line for line, _ in outcomes], CONFIRMED, batch_size=AT_ONCE)
    row.save(update_fields=["version"])
    PickingOutbox.publish_all(news)
    return describe(row, stops.values())


def _stops(row: PickTask, picks: Iterable[Pick]) -> dict[UUID, PickTaskLine]:
    """Return those stops of a task that picks are for, in the order of the walk."""
    named = {pick.allocation_id for pick in picks}
    # By what names them alone: with the task in the query it could be read from end to end.
    found = PickTaskLine.objects.filter(allocation_id__in=named)
    return {line.allocation_id: line for line in found if line.task_id == row.id}


def _facts(row: PickTask, line: PickTaskLine) -> list[Event]:
    """Return what happened at a stop: units were taken, some were missing, or both."""
    news: list[Event] = []
    if line.picked:
        news.append(facts.item_picked(row, line))
    if line.short_quantity:
        news.append(facts.item_short(row, line))
    return news
