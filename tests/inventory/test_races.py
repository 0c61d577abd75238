"""Sixteen connections at once: nothing is promised twice, and the server never meets a deadlock."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db.models import F

from tests.factories.counts import posted
from tests.factories.inventory import (
    allocating,
    picking,
    put,
    receiving,
    register_location,
    register_sku,
    releasing,
    reserving,
    shipping,
)
from tests.factories.keeping import carried, changing, transferring, turned, who
from tests.inventory.reading import differences, on_hand, totals
from tests.support.database import connection
from tests.support.races import at_once
from tests.support.sizes import sized
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.contracts import PickedPlace, ReasonCode, ReservationStatus
from wms.inventory.models import (
    Allocation,
    CycleCount,
    Location,
    MoveTask,
    Reservation,
    StockBalance,
)
from wms.inventory.picks.commands.book_short import book_short
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.reservations.contracts.reservations import BookShort
from wms.inventory.reservations.contracts.reservations import Reservation as PromiseToOrder
from wms.kernel.errors import DomainError

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CONNECTIONS = 16
ROUNDS = sized(150, 1_000)
SHELVES = ("A-01", "B-01", "C-01", "D-01")


@pytest.fixture(autouse=True)
def places():
    for sequence, code in enumerate(SHELVES, start=1):
        register_location(code, pick_sequence=sequence)
    register_location("STAGE-1", LocationKind.STAGING)


def deadlocks():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        (number,) = cursor.fetchone()
    return number


@contextmanager
def no_deadlock():
    before = deadlocks()
    yield
    assert deadlocks() == before


def task(command, request):
    return lambda: command(request)


@pytest.mark.sliced
@pytest.mark.timeout(400)
def test_one_of_sixteen_gets_the_last_unit_again_and_again():
    skus = [f"SKU-{number}" for number in range(ROUNDS)]
    for sku in skus:
        register_sku(sku)
    lines = [NewReceiptLine(sku=sku, location="A-01", quantity=1) for sku in skus]
    receive_stock(receiving(*lines))
    asking = [reserving((sku, 1)) for sku in skus for _rival in range(CONNECTIONS)]

    with no_deadlock():
        answers = at_once(
            [task(inventory.reserve_stock, each) for each in asking], connections=CONNECTIONS
        )

    promises = [answer for answer in answers if isinstance(answer, PromiseToOrder)]
    winners = Counter(
        answer.lines[0].sku for answer in promises if answer.status is ReservationStatus.ACTIVE
    )
    assert winners == dict.fromkeys(skus, 1)
    assert Reservation.objects.filter(status="waiting").count() == ROUNDS * (CONNECTIONS - 1)
    assert StockBalance.objects.filter(usable=1, reserved=1, allocated=0).count() == ROUNDS
    assert differences() == ()


def test_an_order_is_shipped_or_given_back_never_both():
    put(200)
    orders = [reserving(2) for _order in range(60)]
    for order in orders:
        inventory.reserve_stock(order)
        inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    tasks = []
    for order in orders:
        tasks += [task(inventory.book_shipment, shipping(order))] * 2
        tasks += [task(inventory.release_reservation, releasing(order))] * 2

    with no_deadlock():
        at_once(tasks, connections=CONNECTIONS)

    ends = Counter(Allocation.objects.values_list("status", flat=True))
    assert set(ends) <= {"shipped", "released"}
    assert sum(ends.values()) == len(orders)
    assert on_hand("STAGE-1") == 2 * ends["released"]
    assert MoveTask.objects.filter(kind="return_to_stock").count() == ends["released"]
    assert differences() == ()


def test_goods_carried_both_ways_at_once_stay_as_many():
    put(50)
    put(50, location="B-01")
    there = [
        task(transfer_stock, transferring(carried(1, source="A-01", target="B-01")))
        for _carry in range(80)
    ]
    back = [
        task(transfer_stock, transferring(carried(1, source="B-01", target="A-01")))
        for _carry in range(80)
    ]

    with no_deadlock():
        answers = at_once(
            [each for pair in zip(there, back, strict=True) for each in pair],
            connections=CONNECTIONS,
        )

    assert not [each for each in answers if isinstance(each, DomainError)]
    assert (on_hand("A-01"), on_hand("B-01"), totals()) == (50, 50, (100, 0, 0))
    assert differences() == ()


def missing(order, units=1):
    """Say of the first open place of an order that so many units are not there."""
    place = inventory.get_walk(order_id=order.order_id, round_no=1).places[0]
    said = PickedPlace(
        allocation_id=place.allocation_id,
        quantity=place.quantity - units,
        short_quantity=units,
        reason=ReasonCode.NOT_FOUND,
    )
    return BookShort(order_id=order.order_id, place=said, actor="pia")


def test_goods_are_missed_while_walks_end_and_places_are_counted():
    skus = ("BOLT-M8", "NUT-M8")
    for sku in skus:
        for shelf in SHELVES:
            put(20, sku, shelf)
    orders = [reserving((skus[n % 2], 2), (skus[(n + 1) % 2], 1), rank=n % 3) for n in range(40)]
    for order in orders:
        inventory.reserve_stock(order)
    claimed = orders[:24]
    tasks = []
    for number, order in enumerate(claimed):
        allocation = inventory.allocate_stock(allocating(order))
        tasks += [task(book_short, missing(order))] * 2
        tasks.append(task(inventory.book_picks, picking(allocation, is_complete=True)))
        if number % 3 == 0:
            tasks.append(task(inventory.release_reservation, releasing(order)))
        if number % 4 == 0:
            shelf = SHELVES[number // 4 % len(SHELVES)]
            tasks.append(lambda shelf=shelf: posted(location=shelf, complete=True))
        tasks.append(task(inventory.reserve_stock, reserving(1, rank=number % 3)))

    with no_deadlock():
        at_once(tasks, connections=CONNECTIONS)

    assert Allocation.objects.filter(status="picked", picked__lt=F("quantity")).exists()
    assert differences() == ()
    blocked = Location.objects.filter(blocked_for="short_pick").values_list("id", flat=True)
    counts = CycleCount.objects.unfinished().filter(cause="short_pick")
    assert set(blocked) <= set(counts.values_list("location_id", flat=True))


def test_goods_are_lost_while_they_are_promised_claimed_and_received():
    skus = ("BOLT-M8", "NUT-M8", "GEAR-5")
    for sku in skus:
        put(40, sku)
        put(40, sku, "B-01")
    tasks = []
    for number in range(120):
        first, second = skus[number % 3], skus[(number + 1) % 3]
        order = reserving((first, 1), (second, 1), rank=number % 3)
        tasks.append(task(inventory.reserve_stock, order))
        tasks.append(task(inventory.allocate_stock, allocating(order)))
        if number % 4 == 0:
            tasks.append(task(inventory.release_reservation, releasing(order)))
        if number % 3 == 0:
            lost = turned(2, StockStatus.DAMAGED, sku=first, location="B-01")
            # Each by somebody else: one person's bookings wait for each other.
            change = replace(changing(lost, force=True), **who(f"keeper-{number}"))
            tasks.append(task(change_status, change))
        if number % 10 == 0:
            line = NewReceiptLine(sku=second, location="A-01", quantity=1)
            tasks.append(task(receive_stock, receiving(line)))

    with no_deadlock():
        at_once(tasks, connections=CONNECTIONS)

    assert differences() == ()
    for sku in skus:
        usable, reserved, allocated = totals(sku)
        assert reserved + allocated <= usable
