"""Picked goods going to staging, and from there to the customer."""

from dataclasses import replace

import pytest

from tests.factories.inventory import allocating, deallocating, picking, reserving, shipping
from tests.inventory.reading import differences, moved, on_hand, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import (
    AllocationNotFound,
    AllocationReleased,
    PickDiffers,
)
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.contracts import ReasonCode, ReservationNotFound, ReservationStatus
from wms.inventory.models import Location, StockMovement, StockUnit
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
RESERVED = [("stock-reserved", 1), ("stock-allocated", 2)]


def test_moves_picked_goods_to_staging(order, allocation):
    inventory.book_picks(picking(allocation))

    assert [on_hand(code) for code in ("A-01", "B-01", "STAGE-1")] == [0, 2, 8]
    assert totals() == (2, 0, 0)
    assert moved()[2:] == [("pick", "A-01", "STAGE-1", 6), ("pick", "B-01", "STAGE-1", 2)]
    keys = StockMovement.objects.filter(cause="pick").values_list("idempotency_key", flat=True)
    assert set(keys) == {f"pick/{place.allocation_id}" for place in allocation.places}
    assert status_of(order) is ReservationStatus.CONSUMED
    assert published() == [*RESERVED, ("stock-picked", 3)]
    assert differences() == ()


def test_a_repeat_changes_nothing_whatever_it_says(allocation):
    inventory.book_picks(picking(allocation))
    inventory.book_picks(picking(allocation))
    inventory.book_picks(picking(allocation, short=1))

    assert (totals(), on_hand("STAGE-1")) == ((2, 0, 0), 8)
    assert published() == [*RESERVED, ("stock-picked", 3)]


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (ReasonCode.NOT_FOUND, StockStatus.MISSING),
        (ReasonCode.COUNT_DIFFERENCE, StockStatus.MISSING),
        (ReasonCode.DAMAGED, StockStatus.DAMAGED),
        (ReasonCode.EXPIRED, StockStatus.EXPIRED),
    ],
)
def test_short_units_leave_what_can_be_promised(allocation, reason, status):
    inventory.book_picks(picking(allocation, short=2, reason=reason))

    assert (on_hand("A-01"), on_hand("A-01", status=status)) == (0, 2)
    assert (totals(), on_hand("STAGE-1")) == ((2, 0, 0), 6)
    short = StockMovement.objects.get(cause="short_pick")
    assert (short.quantity, short.reason, short.to_status) == (2, reason, status)
    assert differences() == ()


def test_a_nil_pick_is_a_short_pick_of_everything(order, allocation):
    first = allocation.places[0]
    nothing = picking(replace(allocation, places=(first,)), short=first.quantity)
    rest = picking(replace(allocation, places=allocation.places[1:]))

    inventory.book_picks(nothing)
    assert status_of(order) is ReservationStatus.ACTIVE
    inventory.book_picks(rest)

    assert status_of(order) is ReservationStatus.CONSUMED
    assert (totals(), on_hand("STAGE-1")) == ((2, 0, 0), 2)
    assert published() == [*RESERVED, ("stock-picked", 3), ("stock-picked", 4)]
    assert differences() == ()


def test_units_neither_picked_nor_short_are_free_again_for_whoever_waits(allocation):
    waiting = reserving(5)
    inventory.reserve_stock(waiting)
    first, second = picking(allocation).places

    part = replace(picking(allocation), places=(replace(first, quantity=3), second))
    inventory.book_picks(part)

    assert (on_hand("A-01"), on_hand("STAGE-1")) == (3, 5)
    assert (status_of(waiting), totals()) == (ReservationStatus.ACTIVE, (5, 5, 0))
    assert differences() == ()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"quantity": 7}, PickDiffers),
        ({"short_quantity": 1, "reason": ReasonCode.DAMAGED}, PickDiffers),
        ({"quantity": 5, "short_quantity": 1}, PickDiffers),
        ({"quantity": -1}, PickDiffers),
        ({"allocation_id": new_id()}, AllocationNotFound),
    ],
)
def test_a_refused_pick_changes_nothing(allocation, change, refusal):
    first, second = picking(allocation).places

    with pytest.raises(refusal):
        inventory.book_picks(
            replace(picking(allocation), places=(second, replace(first, **change)))
        )

    assert (totals(), published()) == ((2 + 8, 0, 8), RESERVED)
    assert not StockUnit.objects.filter(location__code="STAGE-1", on_hand__gt=0).exists()


def test_nothing_is_picked_without_a_reservation(allocation):
    with pytest.raises(ReservationNotFound):
        inventory.book_picks(replace(picking(allocation), order_id=OrderId(new_id())))


def test_claims_given_back_are_not_picked(order, allocation):
    inventory.deallocate_stock(deallocating(order))

    with pytest.raises(AllocationReleased):
        inventory.book_picks(picking(allocation))

    assert (totals(), on_hand("A-01")) == ((10, 0, 0), 6)


def test_a_shipment_takes_the_goods_of_its_order_out(order, allocation):
    other = reserving(2)
    inventory.reserve_stock(other)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(other))))
    inventory.book_picks(picking(allocation, short=1))

    inventory.book_shipment(shipping(order))
    inventory.book_shipment(shipping(order))

    assert (on_hand("STAGE-1"), totals()) == (2, (0, 0, 0))
    shipped = [line for line in moved() if line[0] == "shipment"]
    assert sorted(shipped) == [
        ("shipment", "STAGE-1", "customer", 2),
        ("shipment", "STAGE-1", "customer", 5),
    ]
    assert published(inventory.get_reservation(order_id=order.order_id, round_no=1).reservation_id)[
        2:
    ] == [("stock-picked", 3), ("stock-shipped", 4)]
    assert differences() == ()


def test_nothing_is_shipped_before_it_is_picked(order, allocation):
    with pytest.raises(AllocationNotFound):
        inventory.book_shipment(shipping(order))
    with pytest.raises(ReservationNotFound):
        inventory.book_shipment(shipping(reserving(1)))

    assert (totals(), published()) == ((10, 0, 8), RESERVED)


def test_staging_is_made_where_there_is_none(order, allocation):
    Location.objects.filter(code="STAGE-1").delete()

    inventory.book_picks(picking(allocation))

    assert on_hand("STAGING") == 8
