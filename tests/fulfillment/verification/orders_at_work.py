"""Orders on their way through the contexts, each step a command of a facade, and no saga."""

import random
from collections.abc import Callable
from threading import Event as Flag

from tests.factories.inventory import CLIENT, WAREHOUSE
from tests.factories.orders import new_order
from tests.factories.picking import picks_of
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    AllocateStock,
    BookPicks,
    BookShipment,
    DeallocateStock,
    PickedPlace,
    ReleaseReservation,
    ReserveStock,
    StockLine,
)
from wms.kernel.errors import DomainError
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    Milestone,
    NewOrderLine,
    ReceiveOrder,
    RecordProgress,
)
from wms.orders.services.receive_order import receive_order
from wms.picking import facade as picking
from wms.picking.contracts import (
    CancelPickTask,
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    PickTask,
    PlacePickTask,
    StartPickTask,
)
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task

WORKER = "ann"


def receive(quantity: int) -> OrderId:
    """Take in an order."""
    line = NewOrderLine(line_no=1, sku="BOLT-M8", quantity=quantity)
    return receive_order(
        ReceiveOrder(
            client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(lines=(line,)), actor="user:7"
        )
    ).order_id


def reserve(order_id: OrderId, quantity: int) -> None:
    """Ask for its stock."""
    inventory.reserve_stock(
        ReserveStock(
            order_id=order_id,
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            lines=(StockLine(line_no=1, sku="BOLT-M8", quantity=quantity),),
            priority_rank=1,
        )
    )


def reserved(quantity: int) -> OrderId:
    """Take in an order and ask for its stock."""
    order_id = receive(quantity)
    reserve(order_id, quantity)
    return order_id


def allocate(order_id: OrderId) -> None:
    """Claim its places."""
    inventory.allocate_stock(AllocateStock(order_id=order_id))


def place(order_id: OrderId) -> PickTask:
    """Make its walk."""
    allocation = inventory.get_allocation(order_id=order_id, round_no=1)
    return picking.place_pick_task(
        PlacePickTask(
            order_id=order_id,
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            places=allocation.places,
            version=allocation.version,
        )
    )


def claimed(quantity: int) -> OrderId:
    """Bring an order as far as its places; nobody walks there yet."""
    order_id = reserved(quantity)
    allocate(order_id)
    return order_id


def walked_to(quantity: int) -> OrderId:
    """Bring an order as far as a walk that nobody has begun."""
    order_id = claimed(quantity)
    place(order_id)
    return order_id


def take(task: PickTask) -> None:
    """Take the goods off the shelf; the walk goes on."""
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))
    start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=WORKER, picks=picks_of(task)))


def walk(task: PickTask) -> PickTask:
    """Take the goods off the shelf and end the walk; they are not booked yet."""
    take(task)
    return complete_pick_task(CompletePickTask(task_id=task.task_id, actor=WORKER))


def book(task: PickTask) -> None:
    """Book what the walk brought."""
    places = tuple(
        PickedPlace(allocation_id=line.allocation_id, quantity=line.quantity) for line in task.lines
    )
    inventory.book_picks(BookPicks(order_id=task.order_id, places=places, actor=WORKER))


def staged(quantity: int) -> OrderId:
    """Bring an order as far as the staging lane."""
    order_id = claimed(quantity)
    book(walk(place(order_id)))
    return order_id


def ship(order_id: OrderId) -> None:
    """Let its goods leave."""
    inventory.book_shipment(BookShipment(order_id=order_id, actor=WORKER))


def complete(order_id: OrderId) -> None:
    """Say that it is done."""
    orders.record_progress(RecordProgress(order_id=order_id, milestone=Milestone.COMPLETED))


def cancel(order_id: OrderId) -> None:
    """Say that nobody wants it any more; nothing is given back by that."""
    orders.cancel_order(CancelOrder(order_id=order_id, reason="changed my mind"))


def cancel_walk(order_id: OrderId, *, force: bool = False) -> None:
    """Cancel its walk, made or not."""
    picking.cancel_pick_task(
        CancelPickTask(
            order_id=order_id,
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            reason="undone",
            force=force,
        )
    )


def deallocate(order_id: OrderId) -> None:
    """Give its claims back."""
    inventory.deallocate_stock(
        DeallocateStock(
            order_id=order_id, client_id=CLIENT, warehouse_id=WAREHOUSE, reason="undone"
        )
    )


def undo(order_id: OrderId) -> None:
    """Cancel an order and give everything back, newest first."""
    cancel_walk(order_id)
    deallocate(order_id)
    cancel(order_id)
    inventory.release_reservation(
        ReleaseReservation(
            order_id=order_id, client_id=CLIENT, warehouse_id=WAREHOUSE, reason="undone"
        )
    )


def worker(seed: int) -> Callable[[Flag], None]:
    """Return an actor that brings orders as far as chance will have it, and ends them."""
    chance = random.Random(seed)

    def act(stop: Flag) -> None:
        while not stop.is_set():
            order_id = reserved(chance.randint(1, 3))
            try:
                _go_on(order_id, chance.randint(0, 3))
            except DomainError:
                # There was no stock for it, or somebody was faster.
                undo(order_id)

    return act


def _go_on(order_id: OrderId, how_far: int) -> None:
    if how_far == 0:
        undo(order_id)
        return
    allocate(order_id)
    task = place(order_id)
    if how_far == 1:
        undo(order_id)
        return
    book(walk(task))
    ship(order_id)
    complete(order_id)
