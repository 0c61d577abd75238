"""Promising stock to an order."""

from uuid import uuid4

import pytest

from tests.factories.inventory import (
    put,
    register_location,
    register_sku,
    releasing,
    reserving,
)
from tests.inventory.reading import differences, published, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import ReservationReleased, SkuNotFound
from wms.inventory.contracts import ReservationNotFound, ReservationStatus, StockLine
from wms.inventory.models import InventoryOutbox, Reservation, ReservationLine
from wms.inventory.reservations.contracts.reservations import reservation_id_for
from wms.kernel.errors import DomainError
from wms.kernel.ids import OrderId

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")


def test_every_line_is_reserved_at_warehouse_level():
    put(10)
    put(5, "NUT-M8")
    order = reserving(("NUT-M8", 2), 3, 4)

    reservation = inventory.reserve_stock(order)

    assert reservation.status is ReservationStatus.ACTIVE
    assert reservation.reservation_id == reservation_id_for(order.order_id, 1)
    assert reservation.lines == (
        StockLine(line_no=1, sku="NUT-M8", quantity=2),
        StockLine(line_no=2, sku="BOLT-M8", quantity=3),
        StockLine(line_no=3, sku="BOLT-M8", quantity=4),
    )
    assert (totals("BOLT-M8"), totals("NUT-M8")) == ((10, 7, 0), (5, 2, 0))
    assert published() == [("stock-reserved", 1)]
    assert inventory.get_reservation(order_id=order.order_id, round_no=1) == reservation
    assert differences() == ()


def test_lines_of_one_sku_share_its_units():
    put(10)
    inventory.reserve_stock(reserving(6, 4))

    assert inventory.reserve_stock(reserving(1)).status is ReservationStatus.WAITING
    assert totals() == (10, 10, 0)


def test_waits_with_all_lines_when_one_is_short():
    put(10)
    put(2, "NUT-M8")
    order = reserving(4, ("NUT-M8", 2), ("NUT-M8", 3))

    reservation = inventory.reserve_stock(order)

    assert reservation.status is ReservationStatus.WAITING
    assert (totals("BOLT-M8"), totals("NUT-M8")) == ((10, 0, 0), (2, 0, 0))
    assert published() == [("shortage-detected", 1)]
    assert '"sku":"NUT-M8","missing":3' in InventoryOutbox.objects.latest("id").data


def test_waits_for_a_sku_that_never_came_in():
    register_sku("NUT-M8")

    reservation = inventory.reserve_stock(reserving(("NUT-M8", 1)))

    assert reservation.status is ReservationStatus.WAITING
    assert totals("NUT-M8") == (0, 0, 0)


@pytest.mark.parametrize(("quantity", "status"), [(4, "active"), (99, "waiting")])
def test_a_repeat_gives_the_same_answer_and_changes_nothing(quantity, status):
    put(10)
    order = reserving(quantity)

    first, second = inventory.reserve_stock(order), inventory.reserve_stock(order)

    assert first == second
    assert first.status == status
    assert len(published()) == 1
    assert ReservationLine.objects.count() == 1


def test_an_unknown_sku_is_refused_and_nothing_is_left():
    put(10)

    with pytest.raises(SkuNotFound, match="NAIL-X, NUT-X"):
        inventory.reserve_stock(reserving(1, ("NUT-X", 1), ("NAIL-X", 1)))

    assert (totals(), published(), Reservation.objects.count()) == ((10, 0, 0), [], 0)


def test_a_line_is_known_by_its_number():
    put(10)
    order = reserving(1)

    with pytest.raises(DomainError, match="the same number"):
        inventory.reserve_stock(type(order)(**{**vars(order), "lines": order.lines + order.lines}))

    assert (totals(), published()) == ((10, 0, 0), [])


def test_a_released_reservation_closes_its_round_only():
    put(10)
    order = reserving(4)
    inventory.reserve_stock(order)
    inventory.release_reservation(releasing(order))

    with pytest.raises(ReservationReleased):
        inventory.reserve_stock(order)
    assert totals() == (10, 0, 0)

    again = reserving(4, order_id=order.order_id, round_no=2)
    assert inventory.reserve_stock(again).status is ReservationStatus.ACTIVE
    assert totals() == (10, 4, 0)


def test_a_release_that_comes_first_leaves_a_tombstone():
    put(10)
    order = reserving(4)

    inventory.release_reservation(releasing(order))
    inventory.release_reservation(releasing(order))

    with pytest.raises(ReservationReleased):
        inventory.reserve_stock(order)
    assert (totals(), published()) == ((10, 0, 0), [])
    kept = inventory.get_reservation(order_id=order.order_id, round_no=1)
    assert (kept.status, kept.lines) == (ReservationStatus.RELEASED, ())


def test_a_release_frees_the_units_once():
    put(10)
    order = reserving(4)
    inventory.reserve_stock(order)

    inventory.release_reservation(releasing(order, reason="changed my mind"))
    inventory.release_reservation(releasing(order))

    assert totals() == (10, 0, 0)
    assert published() == [("stock-reserved", 1), ("reservation-released", 2)]
    assert Reservation.objects.get().reason == "changed my mind"
    assert differences() == ()


def test_a_release_of_one_that_waits_changes_no_stock():
    put(1)
    order = reserving(4)
    inventory.reserve_stock(order)

    inventory.release_reservation(releasing(order))

    assert totals() == (1, 0, 0)
    assert published() == [("shortage-detected", 1), ("reservation-released", 2)]


def test_units_that_become_free_go_to_whoever_waits():
    put(10)
    first, second = reserving(8), reserving(5)
    inventory.reserve_stock(first)
    inventory.reserve_stock(second)

    inventory.release_reservation(releasing(first))

    served = inventory.get_reservation(order_id=second.order_id, round_no=1)
    assert served.status is ReservationStatus.ACTIVE
    assert totals() == (10, 5, 0)
    assert published(served.reservation_id) == [("shortage-detected", 1), ("stock-reserved", 2)]
    assert differences() == ()


def test_nothing_is_known_of_an_order_nobody_reserved_for():
    with pytest.raises(ReservationNotFound):
        inventory.get_reservation(order_id=OrderId(uuid4()), round_no=1)


@pytest.mark.parametrize("lines", [1, 5])
def test_a_reservation_takes_few_statements(lines, django_assert_max_num_queries):
    for number in range(lines):
        put(10, f"SKU-{number}")

    with django_assert_max_num_queries(11):
        inventory.reserve_stock(reserving(*[(f"SKU-{number}", 1) for number in range(lines)]))
