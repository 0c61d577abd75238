"""Batches and single orders at once, on real connections: one promise each, never a deadlock."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from tests.factories.inventory import put, register_location, register_sku, releasing, reserving
from tests.inventory.reading import differences, published, totals
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryOutbox
from wms.inventory.models import Reservation as ReservationRow
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.contracts.reservations import (
    RefusedReservation,
    Reservation,
    ReserveOrders,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ACTIVE = ReservationStatus.ACTIVE


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


def batch(*orders):
    return lambda: reserve_orders(ReserveOrders(orders=orders))


def single(order):
    return lambda: inventory.reserve_stock(order)


def test_ten_units_give_ten_reservations_whoever_asks():
    put(10)
    tasks = [batch(*[reserving(1) for _order in range(5)]) for _batch in range(20)]
    tasks += [single(reserving(1)) for _order in range(40)]
    random.Random(1).shuffle(tasks)

    at_once(tasks, connections=16)

    assert ReservationRow.objects.filter(status="active").count() == 10
    assert totals() == (10, 10, 0)
    assert Counter(what for what, _version in published()) == {
        "stock-reserved": 10,
        "shortage-detected": 130,
    }
    assert differences() == ()


def test_batches_that_overlap_and_single_orders_reach_the_same_reservations():
    skus = [f"SKU-{number}" for number in range(6)]
    for sku in skus:
        put(30, sku)
    chance = random.Random(2)
    orders = [reserving(*[(sku, 1) for sku in chance.sample(skus, 3)]) for _order in range(40)]
    tasks = [batch(*chance.sample(orders, 10)) for _batch in range(30)]
    tasks += [single(order) for order in orders]
    chance.shuffle(tasks)

    answers = at_once(tasks, connections=16)

    said: list[object] = []
    for answer in answers:
        said += answer if isinstance(answer, tuple) else [answer]
    promised = [each for each in said if isinstance(each, Reservation)]
    assert len(promised) == len(said)
    assert len({each.reservation_id for each in promised}) == 40
    assert {each.status for each in promised} == {ACTIVE}
    assert sum(totals(sku)[1] for sku in skus) == 120
    assert InventoryOutbox.objects.filter(event_type__endswith="stock-reserved").count() == 40
    assert differences() == ()


def test_closing_a_round_meanwhile_leaves_nothing_promised():
    put(1000)
    orders = [reserving(1) for _order in range(60)]
    tasks = [batch(*orders[start : start + 20]) for start in (0, 10, 20, 30, 40)]
    tasks += [
        lambda order=order: inventory.release_reservation(releasing(order)) for order in orders
    ]
    random.Random(3).shuffle(tasks)

    answers = at_once(tasks, connections=16)

    codes = {
        each.code
        for answer in answers
        if isinstance(answer, tuple)
        for each in answer
        if isinstance(each, RefusedReservation)
    }
    assert codes <= {"reservation_released"}
    assert totals() == (1000, 0, 0)
    assert differences() == ()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_first_orders_ever_for_goods_that_never_came_do_not_wait_for_each_other(seed):
    chance = random.Random(seed)
    skus = [f"SKU-{number}" for number in range(40)]
    for sku in skus:
        register_sku(sku)
    tasks = []
    for _task in range(40):
        orders = [reserving(*[(sku, 1) for sku in chance.sample(skus, 4)]) for _order in range(3)]
        tasks += [
            batch(*orders),
            single(replace(orders[0], order_id=orders[1].order_id, round_no=2)),
        ]

    at_once(tasks, connections=16)

    assert ReservationRow.objects.filter(status="waiting").count() == 160
    assert differences() == ()
