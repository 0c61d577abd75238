"""Give a task its places, and newer ones when they change."""

from django.utils import timezone

from wms.kernel.events import Event
from wms.picking import contracts
from wms.picking.contracts import (
    PickLineStatus,
    PickRoundClosed,
    PickTaskStatus,
    PlacePickTask,
    pick_task_id_for,
)
from wms.picking.domain.follow import follow
from wms.picking.models import PickingOutbox, PickTask, PickTaskLine
from wms.picking.selectors import facts
from wms.picking.selectors.tasks import describe
from wms.platform.commands import command

PLACED = ["status", "places_version", "line_count", "completed_at", "version"]


@command
def place_pick_task(request: PlacePickTask) -> contracts.PickTask:
    """Give a task its places and open it; makes the task if its wave has not.

    A newer list of places is followed until the task is completed: open stops that are not in it
    are cancelled, new places become stops, confirmed stops stay. Of a short stop that is not in
    it inventory knows: nothing is looked for any more. An older list, or the same one again,
    changes nothing. A task that nobody has taken and that has no stop left is completed.

    Raises:
        PickRoundClosed: the task was cancelled in this round.
    """
    task_id = pick_task_id_for(request.order_id, request.round_no)
    PickTask.objects.bulk_create(
        [
            PickTask(
                task_id=task_id,
                order_id=request.order_id,
                client_id=request.client_id,
                warehouse_id=request.warehouse_id,
                round_no=request.round_no,
                status=PickTaskStatus.PREPARING,
            )
        ],
        ignore_conflicts=True,
    )
    # Confirming takes the same lock: a stop is confirmed or withdrawn, never both.
    row = PickTask.objects.locked().get(task_id=task_id)
    if row.status == PickTaskStatus.CANCELLED:
        raise PickRoundClosed(f"{row} was cancelled: {row.cancel_reason}")
    is_first = row.status == PickTaskStatus.PREPARING
    is_newer = is_first or request.version > row.places_version
    if row.status == PickTaskStatus.COMPLETED or not is_newer:
        return describe(row)

    _follow(row, request)
    news: list[tuple[Event, int]] = []
    if is_first:
        row.become(PickTaskStatus.OPEN)
        row.version += 1
        news.append((facts.created(row), row.version))
    if row.status == PickTaskStatus.OPEN and not row.line_count:
        # Nobody can take a walk to nowhere off the list; whoever waits for its end learns of it.
        row.become(PickTaskStatus.COMPLETED)
        row.completed_at = timezone.now()
        row.version += 1
        news.append((facts.completed(row), row.version))
    row.save(update_fields=PLACED)
    PickingOutbox.publish_all(news)
    return describe(row)


def _follow(row: PickTask, request: PlacePickTask) -> None:
    """Change the stops of a locked task; the caller saves the task."""
    changes = follow(list(row.lines.all()), request.places)
    gone = [stop.id for stop in changes.withdrawn]
    listed = [place.allocation_id for place in request.places]
    row.lines.exclude(allocation_id__in=listed).update(sought_until=None)
    row.lines.filter(id__in=gone).update(status=PickLineStatus.CANCELLED)
    PickTaskLine.objects.bulk_create(
        PickTaskLine(
            task=row,
            allocation_id=new.place.allocation_id,
            line_no=new.place.line_no,
            sku=new.place.sku,
            location=new.place.location,
            pick_sequence=new.place.pick_sequence,
            lot=new.place.lot,
            quantity=new.quantity,
            status=new.status,
            places_version=request.version,
        )
        for new in changes.new
    )
    row.places_version = request.version
    row.line_count += sum(new.status == PickLineStatus.OPEN for new in changes.new) - len(gone)
