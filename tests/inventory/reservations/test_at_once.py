"""Many at once, on real connections: never oversold, never twice, never a deadlock."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from tests.factories.inventory import (
    allocating,
    deallocating,
    picking,
    put,
    receiving,
    register_location,
    releasing,
    reserving,
    shipping,
)
from tests.inventory.reading import differences, published, totals
from tests.support.database import connection
from tests.support.sizes import sized
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import (
    AllocationReleased,
    ReservationReleased,
    StockShort,
)
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryOutbox, Reservation, StockMovement
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.reservations.commands.allocate_wave import allocate_wave
from wms.inventory.reservations.contracts.reservations import AllocateWave
from wms.platform.ids import new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CONNECTIONS = 8


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


def at_once(tasks, connections=CONNECTIONS):
    """Run every task, so many at a time, each with a connection of its thread's own."""
    start = Barrier(connections)

    def run(share):
        try:
            start.wait()
            return [task() for task in share]
        finally:
            connection.close()

    shares = [tasks[number::connections] for number in range(connections)]
    with ThreadPoolExecutor(connections) as pool:
        return [answer for answers in pool.map(run, shares) for answer in answers]


def reserve(order):
    return lambda: inventory.reserve_stock(order)


def test_two_hundred_orders_for_ten_units_give_ten_reservations():
    put(10)

    answers = at_once([reserve(reserving(1)) for _order in range(200)], connections=16)

    states = Counter(answer.status for answer in answers)
    assert states == {ReservationStatus.ACTIVE: 10, ReservationStatus.WAITING: 190}
    assert Reservation.objects.filter(status="active").count() == 10
    assert totals() == (10, 10, 0)
    assert Counter(what for what, _version in published()) == {
        "stock-reserved": 10,
        "shortage-detected": 190,
    }
    assert differences() == ()


def test_consumer_and_saga_reach_the_same_reservation():
    put(10)
    orders = [reserving(1, order_id=uuid4()) for _order in range(10)]

    answers = at_once([reserve(order) for order in orders for _caller in range(4)])

    assert len({answer.reservation_id for answer in answers}) == 10
    assert totals() == (10, 10, 0)
    assert published().count(("stock-reserved", 1)) == 10
    assert differences() == ()


def test_saga_and_wave_allocate_once():
    put(100)
    orders = [reserving(2) for _order in range(10)]
    for order in orders:
        inventory.reserve_stock(order)
    wave = AllocateWave(wave_id=new_id(), orders=tuple(map(allocating, orders)))

    at_once(
        [lambda order=order: inventory.allocate_stock(allocating(order)) for order in orders]
        + [lambda: allocate_wave(wave)] * 6
    )

    assert totals() == (100, 0, 20)
    assert published().count(("stock-allocated", 2)) == 10
    assert differences() == ()


def test_the_same_receipt_is_booked_once():
    put(1)
    receipt = receiving(NewReceiptLine(sku="BOLT-M8", location="A-01", quantity=5))

    answers = at_once([lambda: receive_stock(receipt)] * 16)

    assert len({answer.receipt_id for answer in answers}) == 1
    assert (totals(), StockMovement.objects.count()) == ((6, 0, 0), 2)


def test_orders_that_want_the_same_skus_in_other_orders_never_deadlock():
    skus = [f"SKU-{number}" for number in range(6)]
    for sku in skus:
        put(60, sku)
    orders = []
    for number in range(120):
        wanted = random.Random(number).sample(skus, 4)
        orders.append(reserving(*[(sku, 1) for sku in wanted]))

    at_once([reserve(order) for order in orders])

    active = Reservation.objects.filter(status="active").count()
    assert sum(totals(sku)[1] for sku in skus) == 4 * active
    assert differences() == ()


def test_a_receipt_never_misses_one_that_begins_to_wait():
    put(1, "SKU-A")
    put(1, "SKU-B")
    orders = [reserving(("SKU-A", 1), ("SKU-B", 1)) for _order in range(40)]
    receipts = [
        receiving(NewReceiptLine(sku=sku, location="A-01", quantity=1))
        for sku in ("SKU-A", "SKU-B")
        for _receipt in range(39)
    ]
    tasks = [reserve(order) for order in orders]
    tasks += [lambda receipt=receipt: receive_stock(receipt) for receipt in receipts]
    random.Random(1).shuffle(tasks)

    at_once(tasks)

    assert Reservation.objects.filter(status="active").count() == 40
    assert (totals("SKU-A"), totals("SKU-B")) == ((40, 40, 0), (40, 40, 0))
    assert differences() == ()


def story(order, seed):
    """Live through a random part of what may become of an order, in any order and repeated."""
    chance = random.Random(seed)

    def attempt(step):
        try:
            return step()
        except (ReservationReleased, AllocationReleased, StockShort):
            return None

    def run():
        for _step in range(5):
            attempt(lambda: inventory.reserve_stock(order))
            if chance.random() < 0.25:
                inventory.release_reservation(releasing(order))
            allocation = attempt(lambda: inventory.allocate_stock(allocating(order)))
            if allocation is None or not allocation.places:
                continue
            if chance.random() < 0.25:
                inventory.deallocate_stock(deallocating(order))
            short = chance.choice([0, 0, 1])
            attempt(lambda: inventory.book_picks(picking(allocation, short=short)))  # noqa: B023
            if chance.random() < 0.5:
                attempt(lambda: inventory.book_shipment(shipping(order)))

    return run


@pytest.mark.sliced
@pytest.mark.parametrize("seed", sized([1], [1, 2, 3]))
def test_any_stories_at_once_leave_every_number_in_agreement(seed):
    chance = random.Random(seed)
    skus = [f"SKU-{number}" for number in range(4)]
    register_location("A-02")
    for sku in skus:
        put(8, sku)
        put(8, sku, "A-02")
    tasks = []
    for number in range(60):
        wanted = chance.sample(skus, chance.randint(1, 3))
        order = reserving(*[(sku, chance.randint(1, 3)) for sku in wanted], rank=number % 3)
        tasks += [story(order, number), story(order, number + 1000)]
    for _receipt in range(10):
        line = NewReceiptLine(sku=chance.choice(skus), location="A-01", quantity=5)
        receipt = receiving(line)
        tasks.append(lambda receipt=receipt: receive_stock(receipt))
    chance.shuffle(tasks)

    at_once(tasks)

    assert differences() == ()
    by_subject = Counter[UUID]()
    for row in published_rows():
        by_subject[row.subject] += 1
        assert row.sequence == by_subject[row.subject]


def published_rows():
    return InventoryOutbox.objects.order_by("subject", "sequence")
