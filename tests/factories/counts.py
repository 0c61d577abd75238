"""Counts of what tests have put on shelves, made and done through the facades."""

from tests.factories.inventory import CLIENT, WAREHOUSE, allocating, reserving
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReasonCode
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.request_count import request_count
from wms.inventory.counts.commands.start_count import start_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import (
    CycleCount,
    FoundGoods,
    NewFindings,
    PostCount,
    RequestCount,
    StartCount,
    SubmitCount,
)
from wms.inventory.counts.events import CountPostedEvent
from wms.inventory.models import CycleCount as CycleCountRow
from wms.inventory.models import CycleCountLine, InventoryOutbox
from wms.inventory.reservations.contracts.reservations import Allocation
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PickTask,
    PlacePickTask,
    StartPickTask,
)
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task

COUNTER, SECOND, BOSS, PICKER = "token:ann", "token:bob", "token:sue", "token:pia"


def asked(location: str = "A-01", client_id=CLIENT) -> CycleCount:
    """Ask for a count of a location."""
    return request_count(
        RequestCount(client_id=client_id, warehouse_id=WAREHOUSE, location=location, actor="keeper")
    )


def started(count: CycleCount | None = None, worker: str = COUNTER) -> CycleCount:
    """Let somebody take a count."""
    return start_count(
        StartCount(
            count_id=(count or asked()).count_id,
            actor=worker,
            client_id=CLIENT,
        )
    )


def found(quantity: int, sku: str = "BOLT-M8", lot: str = "", status=None) -> FoundGoods:
    return FoundGoods(sku=sku, quantity=quantity, lot=lot, status=status)


def submitting(
    count: CycleCount, *findings: FoundGoods | int, worker: str = COUNTER, complete: bool = False
) -> SubmitCount:
    """Say what lies there; a number is of BOLT-M8."""
    lines = tuple(found(each) if isinstance(each, int) else each for each in findings)
    return SubmitCount(
        count_id=count.count_id,
        actor=worker,
        findings=NewFindings(lines=lines, complete=complete),
        client_id=CLIENT,
    )


def counted(*findings: FoundGoods | int, location: str = "A-01", **more) -> CycleCount:
    """Count a location from beginning to end, once."""
    return submit_count(submitting(started(asked(location)), *findings, **more))


def counted_twice(*findings: FoundGoods | int, location: str = "A-01", **more) -> CycleCount:
    """Count a location with a difference that somebody else sees as well."""
    count = counted(*findings, location=location, **more)
    return submit_count(submitting(started(count, SECOND), *findings, worker=SECOND, **more))


def posting(count: CycleCount, actor: str = BOSS) -> PostCount:
    return PostCount(count_id=count.count_id, actor=actor, client_id=CLIENT)


def posted(*findings: FoundGoods | int, location: str = "A-01", **more) -> CycleCount:
    """Count a location, by as many people as it takes until the difference is booked."""
    count = counted(*findings, location=location, **more)
    if count.status == "recount":
        count = submit_count(submitting(started(count, SECOND), *findings, worker=SECOND, **more))
    if count.status == "counted":
        count = post_count(posting(count))
    return count


def status_of(count: CycleCount) -> str:
    """Return what became of a count."""
    return CycleCountRow.objects.get(id=count.count_id).status


def lines_of(count: CycleCount) -> list[tuple[str, int, int, int, int]]:
    """Return SKU, expected, taken, missing and counted of the last round."""
    rows = CycleCountLine.objects.filter(count=count.count_id).order_by(
        "round_no", "sku__code", "status"
    )
    last = max(row.round_no for row in rows)
    return [
        (row.sku.code, row.expected, row.taken, row.missing, row.counted)
        for row in rows
        if row.round_no == last
    ]


def published_counts() -> list[tuple[str, int]]:
    """Return the counts that were published as posted, with their versions."""
    rows = InventoryOutbox.objects.filter(event_type=CountPostedEvent.event_type).order_by("id")
    return [(str(row.subject), row.sequence) for row in rows]


def ordered(quantity: int = 4, sku: str = "BOLT-M8") -> Allocation:
    """Return the places of an order that is to be picked."""
    order = reserving((sku, quantity))
    inventory.reserve_stock(order)
    return inventory.allocate_stock(allocating(order))


def walking(allocation: Allocation) -> PickTask:
    """Let a picker start the walk for an order."""
    task = picking.place_pick_task(
        PlacePickTask(
            order_id=allocation.order_id,
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            places=allocation.places,
        )
    )
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=PICKER))
    return start_pick_task(StartPickTask(task_id=task.task_id, actor=PICKER))


def confirmed(
    task: PickTask, short: int = 0, reason: ReasonCode = ReasonCode.NOT_FOUND
) -> PickTask:
    """Let the picker take everything, less some units at every stop; nothing is booked yet."""
    picks = tuple(
        Pick(
            allocation_id=line.allocation_id,
            location=line.location,
            sku=line.sku,
            quantity=line.quantity - short,
            reason=reason if short else None,
        )
        for line in task.lines
    )
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=picks))
    return complete_pick_task(CompletePickTask(task_id=task.task_id, actor=PICKER))
