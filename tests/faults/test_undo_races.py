"""An undo at the same moment as its step, or before it: the undo wins, and nothing is stranded."""

import random
from functools import partial

import pytest

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    deallocating,
    put,
    register_location,
    releasing,
    reserving,
)
from tests.factories.inventory import picking as booking
from tests.factories.orders import new_order
from tests.factories.picking import WORKER, cancelling, confirming, placing
from tests.factories.picking import new_order as new_order_id
from tests.inventory.reading import differences, totals
from tests.support.races import Task, answer_of, assert_gap_free, at_once, deliver
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import AllocationReleased, ReservationReleased
from wms.inventory.contracts import ReservationNotFound
from wms.inventory.models import Allocation, InventoryInbox, InventoryOutbox, Reservation
from wms.inventory.reservations.commands.allocate_wave import allocate_wave
from wms.inventory.reservations.contracts.reservations import AllocateWave
from wms.inventory.subscribers import subscriber
from wms.kernel.errors import DomainError
from wms.orders import facade as orders
from wms.orders.contracts import ReceiveOrder, RecordValidation
from wms.orders.models import OrdersOutbox
from wms.orders.services.receive_order import receive_order
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    PickRoundClosed,
    PickTaskNotFound,
    PickTaskNotReady,
    PickTaskStatus,
    StartPickTask,
    pick_task_id_for,
)
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = 40


@pytest.fixture
def shelf():
    register_location("A-01")
    put(2 * ORDERS)


def shuffled(tasks, seed):
    random.Random(seed).shuffle(tasks)
    return tasks


def refusals(answers):
    return {type(each) for each in answers if isinstance(each, DomainError)}


def nothing_is_held():
    return totals() == (2 * ORDERS, 0, 0) and differences() == ()


@pytest.mark.parametrize("order_of_arrival", ["received first", "rejected first"])
def test_a_rejection_leaves_nothing_reserved(order_of_arrival):
    register_location("A-01")
    put(10, "BOLT-M1")
    order = receive_order(
        ReceiveOrder(client_id=CLIENT, warehouse_id=WAREHOUSE, order=new_order(5), actor="user:7")
    )
    orders.record_validation(RecordValidation(order_id=order.order_id, reasons=("unknown_sku: X",)))
    received, rejected = OrdersOutbox.objects.order_by("id")
    arrivals = [received, rejected, received, rejected]

    for row in arrivals if order_of_arrival == "received first" else arrivals[::-1]:
        deliver(subscriber, row)

    held = Reservation.objects.get(order_id=order.order_id)
    assert held.status == "released"
    assert totals("BOLT-M1") == (10, 0, 0)
    told = list(
        InventoryOutbox.objects.filter(subject=held.id).order_by("id").values_list("event_type")
    )
    if order_of_arrival == "received first":
        assert told == [
            ("wms.inventory.stock-reserved",),
            ("wms.inventory.reservation-released",),
        ]
    else:
        assert told == []
    assert differences() == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_release_against_reserve(shelf, seed):
    wanted = [reserving(2) for _order in range(ORDERS)]
    tasks: list[Task] = []
    for order in wanted:
        tasks += [partial(inventory.reserve_stock, order)] * 2
        tasks += [partial(inventory.release_reservation, releasing(order))] * 2

    answers = at_once(shuffled(tasks, seed))

    assert refusals(answers) <= {ReservationReleased}
    assert set(Reservation.objects.values_list("status", flat=True)) == {"released"}
    assert Reservation.objects.count() == ORDERS
    for order in wanted:
        with pytest.raises(ReservationReleased):
            inventory.reserve_stock(order)
    assert nothing_is_held()
    assert_gap_free()


@pytest.mark.parametrize("seed", [1, 2])
def test_deallocate_against_reserve_and_allocate(shelf, seed):
    wanted = [reserving(2) for _order in range(ORDERS)]
    tasks: list[Task] = []
    for number, order in enumerate(wanted):
        if number % 2:
            inventory.reserve_stock(order)
        tasks.append(partial(inventory.reserve_stock, order))
        tasks += [partial(inventory.allocate_stock, allocating(order))] * 2
        tasks.append(partial(inventory.deallocate_stock, deallocating(order)))
        tasks.append(partial(inventory.release_reservation, releasing(order)))
    for first in range(0, ORDERS, 5):
        page = tuple(allocating(order) for order in wanted[first : first + 20])
        tasks.append(partial(allocate_wave, AllocateWave(wave_id=new_id(), orders=page)))

    answers = at_once(shuffled(tasks, seed))

    assert refusals(answers) <= {ReservationReleased, AllocationReleased, ReservationNotFound}
    assert set(Reservation.objects.values_list("status", flat=True)) == {"released"}
    assert not Allocation.objects.exclude(status="released").exists()
    for order in wanted:
        with pytest.raises(AllocationReleased):
            inventory.allocate_stock(allocating(order))
    assert nothing_is_held()
    assert_gap_free()


@pytest.mark.parametrize("seed", [1, 2])
def test_cancel_against_place_and_claim(seed):
    order_ids = [new_order_id() for _order in range(ORDERS)]
    tasks: list[Task] = []
    for order_id in order_ids:
        place = placing(order_id)
        claim = ClaimPickTask(task_id=pick_task_id_for(order_id, 1), actor="ann")
        tasks += [partial(picking.place_pick_task, place)] * 2
        tasks += [partial(claim_pick_task, claim)] * 2
        tasks += [partial(picking.cancel_pick_task, cancelling(order_id))] * 2

    answers = at_once(shuffled(tasks, seed))

    assert refusals(answers) <= {PickRoundClosed, PickTaskNotReady, PickTaskNotFound}
    found = PickTask.objects.values_list("order_id", "status")
    assert sorted(found) == sorted((each, "cancelled") for each in order_ids)
    assert not PickTask.objects.filter(lines__status="open").exists()
    for order_id in order_ids:
        with pytest.raises(PickRoundClosed):
            picking.place_pick_task(placing(order_id))
        late = ClaimPickTask(task_id=pick_task_id_for(order_id, 1), actor="bob")
        assert isinstance(answer_of(partial(claim_pick_task, late)), PickTaskNotReady)
    assert_gap_free()


def test_one_of_cancel_and_start_decides():
    order_ids = [new_order_id() for _order in range(ORDERS)]
    for order_id in order_ids:
        picking.place_pick_task(placing(order_id))
    tasks: list[Task] = []
    for order_id in order_ids:
        claim = ClaimPickTask(task_id=pick_task_id_for(order_id, 1), actor="ann")
        tasks.append(partial(picking.cancel_pick_task, cancelling(order_id)))
        tasks.append(partial(claim_pick_task, claim))

    answers = at_once(shuffled(tasks, 4))

    assert refusals(answers) <= {PickTaskNotReady}
    states = set(PickTask.objects.values_list("status", flat=True))
    assert states == {PickTaskStatus.CANCELLED.value}
    assert_gap_free()


def test_picks_handled_after_the_undo_change_nothing():
    register_location("A-01")
    put(10)
    order = reserving(4)
    inventory.reserve_stock(order)
    allocation = inventory.allocate_stock(allocating(order))
    walked = walk(order, allocation)
    inventory.book_picks(booking(allocation))
    inventory.deallocate_stock(deallocating(order))
    before = (totals(), InventoryOutbox.objects.count())
    completed = PickingOutbox.objects.get(
        subject=walked.task_id, event_type="wms.picking.task-completed"
    )

    deliver(subscriber, completed)
    deliver(subscriber, completed)

    assert (totals(), InventoryOutbox.objects.count()) == before
    assert totals() == (6, 0, 0)
    assert InventoryInbox.objects.filter(event_id=completed.event_id).count() == 1
    assert differences() == ()


def walk(order, allocation):
    """Pick all that is allocated to an order."""
    task = picking.place_pick_task(placing(order.order_id, *allocation.places))
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))
    start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))
    confirm_picks(confirming(task))
    return complete_pick_task(CompletePickTask(task_id=task.task_id, actor=WORKER))
