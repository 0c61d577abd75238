"""Promising stock to many orders at once."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.factories.inventory import put, register_location, register_sku, releasing, reserving
from tests.inventory.reading import differences, published, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import ReservationReleased, SkuNotFound
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import Reservation, ReservationLine
from wms.inventory.reservations.commands.reserve_orders import reserve_orders
from wms.inventory.reservations.contracts.reservations import RefusedReservation, ReserveOrders
from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId, OrderId, WarehouseId

pytestmark = pytest.mark.django_db
ACTIVE, WAITING = ReservationStatus.ACTIVE, ReservationStatus.WAITING


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


def at_once(*orders):
    return reserve_orders(ReserveOrders(orders=orders))


def statuses(answers):
    return [answer.status for answer in answers]


def test_each_order_is_promised_its_lines():
    put(10)
    put(5, "NUT-M8")
    orders = [reserving(3, ("NUT-M8", 2)), reserving(4), reserving(("NUT-M8", 1), 1)]

    answers = at_once(*orders)

    assert statuses(answers) == [ACTIVE] * 3
    assert [answer.lines for answer in answers] == [order.lines for order in orders]
    assert (totals(), totals("NUT-M8")) == ((10, 8, 0), (5, 3, 0))
    assert published() == [("stock-reserved", 1)] * 3
    for order, answer in zip(orders, answers, strict=True):
        assert inventory.get_reservation(order_id=order.order_id, round_no=1) == answer
    assert differences() == ()


def test_the_most_urgent_come_first_then_those_listed_first():
    put(10)
    orders = [reserving(5, rank=2), reserving(4, rank=2), reserving(4, rank=0)]

    answers = at_once(*orders)

    assert statuses(answers) == [ACTIVE, WAITING, ACTIVE]
    assert [answer.order_id for answer in answers] == [order.order_id for order in orders]
    assert totals() == (10, 9, 0)
    assert [what for what, _version in published()].count("shortage-detected") == 1
    assert differences() == ()


def test_backorders_are_filled_in_the_order_they_were_listed():
    register_sku()
    orders = [reserving(3), reserving(3), reserving(3)]
    at_once(*orders)

    put(6)

    found = [inventory.get_reservation(order_id=each.order_id, round_no=1) for each in orders]
    assert statuses(found) == [ACTIVE, ACTIVE, WAITING]
    assert totals() == (6, 6, 0)
    assert differences() == ()


def test_one_that_takes_a_part_gets_what_is_left():
    put(5)
    takes_part = replace(reserving(4, 4), takes_part=True)

    first, second, third = at_once(
        reserving(3), takes_part, replace(takes_part, order_id=OrderId(uuid4()))
    )

    assert (first.status, second.status, third.status) == (ACTIVE, ACTIVE, WAITING)
    assert [line.quantity for line in second.lines] == [2]
    assert [line.quantity for line in third.lines] == [4, 4]
    assert totals() == (5, 5, 0)
    assert differences() == ()


def test_what_one_is_refused_is_its_answer_and_harms_no_other():
    put(10)
    closed = reserving(1)
    inventory.release_reservation(releasing(closed))
    unknown = reserving(1, ("NUT-X", 1), ("NAIL-X", 1))
    line = reserving(1).lines[0]
    doubled = replace(reserving(1), lines=(line, line))
    good = reserving(4)

    answers = at_once(closed, unknown, doubled, good)

    assert [answer.code for answer in answers[:3]] == [
        "reservation_released",
        "sku_not_found",
        "refused",
    ]
    assert answers[1].detail == "unknown SKU: NAIL-X, NUT-X"
    assert answers[3].status is ACTIVE
    assert (totals(), published()) == ((10, 4, 0), [("stock-reserved", 1)])
    assert ReservationLine.objects.count() == 1
    assert differences() == ()


def test_what_is_refused_is_refused_one_at_a_time_with_the_same_words():
    put(10)
    closed, unknown = reserving(1), reserving(("NUT-X", 1))
    inventory.release_reservation(releasing(closed))

    answers = at_once(closed, unknown)

    for order, answer in zip((closed, unknown), answers, strict=True):
        with pytest.raises((ReservationReleased, SkuNotFound)) as refusal:
            inventory.reserve_stock(order)
        assert (answer.code, answer.detail) == (refusal.value.code, str(refusal.value))


def test_a_repeat_gives_the_same_answers_and_changes_nothing():
    put(10)
    orders = [reserving(4), reserving(99), replace(reserving(8), takes_part=True)]

    first = at_once(*orders)
    again = at_once(*reversed(orders))

    assert tuple(reversed(again)) == first
    assert len(published()) == 3
    assert (totals(), Reservation.objects.count()) == ((10, 10, 0), 3)


def test_those_that_are_there_are_answered_among_the_new():
    put(10)
    old = reserving(4)
    before = inventory.reserve_stock(old)

    answers = at_once(reserving(6), old, reserving(1))

    assert answers[1] == before
    assert statuses(answers) == [ACTIVE, ACTIVE, WAITING]
    assert totals() == (10, 10, 0)
    assert differences() == ()


def test_an_order_listed_twice_is_promised_once():
    put(10)
    order = reserving(4)

    first, second = at_once(order, order)

    assert first == second
    assert (totals(), published()) == ((10, 4, 0), [("stock-reserved", 1)])


def test_orders_of_others_share_nothing():
    put(10)
    mine = reserving(4)
    of_another_client = replace(reserving(4), client_id=ClientId(uuid4()))
    elsewhere = replace(reserving(4), warehouse_id=WarehouseId(uuid4()))

    first, second, third = at_once(mine, of_another_client, elsewhere)

    assert first.status is ACTIVE
    assert isinstance(second, RefusedReservation)
    assert (second.order_id, second.code) == (of_another_client.order_id, "sku_not_found")
    assert third.status is WAITING


def test_nothing_asked_is_nothing_answered():
    assert at_once() == ()


def test_too_many_are_refused():
    with pytest.raises(DomainError, match="at most 500"):
        ReserveOrders(orders=(reserving(1),) * 501)


def test_the_number_of_statements_does_not_grow(django_assert_num_queries):
    for number in range(5):
        put(400, f"SKU-{number}")
    lines = [(f"SKU-{number}", 1) for number in range(5)]
    few = [reserving(*lines) for _order in range(2)]
    many = [reserving(*lines) for _order in range(200)]

    with django_assert_num_queries(8):
        at_once(*few)
    with django_assert_num_queries(8):
        at_once(*many)
