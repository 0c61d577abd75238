"""Tasks that picking starts a test with, made by its own commands."""

from dataclasses import replace
from uuid import UUID, uuid4

from wms.inventory.contracts import Place
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.picking import facade as picking
from wms.picking.contracts import (
    CancelPickTask,
    ClaimPickTask,
    ConfirmPicks,
    Pick,
    PickLineStatus,
    PickTask,
    PickTaskId,
    PlacePickTask,
    PreparePickTask,
    StartPickTask,
)
from wms.picking.models import PickingOutbox
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.ids import new_id

CLIENT = ClientId(UUID("01990000-0000-7000-8000-00000000000c"))
WAREHOUSE = WarehouseId(UUID("01990000-0000-7000-8000-00000000000d"))
WORKER = "ann"


def new_order() -> OrderId:
    return OrderId(new_id())


def place(
    sku: str = "BOLT-M8",
    *,
    quantity: int = 5,
    location: str = "A-01-01",
    pick_sequence: int = 10,
    line_no: int = 1,
) -> Place:
    return Place(
        allocation_id=uuid4(),
        line_no=line_no,
        sku=sku,
        location=location,
        pick_sequence=pick_sequence,
        lot="",
        quantity=quantity,
    )


def preparing(
    order_id: OrderId, *, wave_id: UUID | None = None, number: str = "O-000007", round_no: int = 1
) -> PreparePickTask:
    return PreparePickTask(
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        number=number,
        priority_rank=0,
        wave_id=wave_id or new_id(),
        round_no=round_no,
    )


def placing(
    order_id: OrderId, *places: Place, round_no: int = 1, version: int = 0
) -> PlacePickTask:
    return PlacePickTask(
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        places=places or (place(),),
        round_no=round_no,
        version=version,
    )


def following(task: PickTask, *places: Place, version: int) -> PlacePickTask:
    """Ask for a newer list of places of a task, be it empty."""
    return replace(placing(task.order_id, version=version), places=places)


def cancelling(order_id: OrderId, *, force: bool = False, round_no: int = 1) -> CancelPickTask:
    return CancelPickTask(
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        reason="changed my mind",
        round_no=round_no,
        force=force,
    )


def task_of(order_id: OrderId) -> PickTask:
    """Return the task of an order in its first round."""
    task = picking.find_pick_task(order_id=order_id, round_no=1)
    assert task is not None
    return task


def open_task(*places: Place) -> PickTask:
    """Make a task of a wave whose places are known."""
    order_id = new_order()
    picking.prepare_pick_task(preparing(order_id))
    return picking.place_pick_task(placing(order_id, *places))


def claimed_task(*places: Place) -> PickTask:
    task = open_task(*places)
    return claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))


def started_task(*places: Place) -> PickTask:
    task = claimed_task(*places)
    return start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))


def picks_of(task: PickTask) -> tuple[Pick, ...]:
    """Return the picks of somebody who finds everything that is to be picked."""
    return tuple(
        Pick(
            allocation_id=line.allocation_id,
            location=line.location,
            sku=line.sku,
            quantity=line.quantity,
        )
        for line in task.lines
        if line.status != PickLineStatus.CANCELLED
    )


def confirming(task: PickTask, *picks: Pick) -> ConfirmPicks:
    return ConfirmPicks(task_id=task.task_id, actor=WORKER, picks=picks or picks_of(task))


def published(task_id: PickTaskId) -> list[tuple[str, int]]:
    """Return what was published of a task, less the prefix, with its sequence."""
    messages = PickingOutbox.objects.filter(subject=task_id).order_by("id")
    return [(each.event_type.removeprefix("wms.picking."), each.sequence) for each in messages]
