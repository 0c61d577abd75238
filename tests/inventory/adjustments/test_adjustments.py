"""Goods found and lost, and the second person."""

from datetime import date

import pytest

from tests.factories.inventory import allocating, picking, put, register_location, reserving
from tests.factories.keeping import adjusting, found
from tests.inventory.reading import differences, moved, on_hand, published, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.contracts.refused_changes import AdjustmentDiffers, LotExpired
from wms.inventory.catalogue.contracts.refusals import (
    GoodsMissing,
    LocationNotFound,
    LotNotFound,
    SkuNotFound,
    StockClaimed,
)
from wms.inventory.catalogue.contracts.words import AdjustmentStatus, StockStatus
from wms.inventory.models import Adjustment, StockMovement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_bolts")]


def test_books_what_was_found_and_lost():
    adjustment = adjust_stock(adjusting(found(-3), found(2, "B-01")))

    assert (adjustment.status, adjustment.units) == (AdjustmentStatus.POSTED, 5)
    assert (adjustment.asked_by, adjustment.decided_by) == ("token:keeper", "")
    assert (on_hand("A-01"), on_hand("B-01"), totals()) == (7, 2, (9, 0, 0))
    assert moved()[1:] == [
        ("adjustment", "A-01", "adjustment", 3),
        ("adjustment", "adjustment", "B-01", 2),
    ]
    assert published(adjustment.adjustment_id) == [("stock-adjusted", 1)]
    assert differences() == ()


def test_the_ledger_keeps_who_and_why():
    adjust_stock(adjusting(found(-3), reference="AD-X", actor="mo"))

    line = StockMovement.objects.get(cause="adjustment")
    assert (line.actor, line.reason, line.reference) == ("token:mo", "found", "AD-X")


def test_the_same_reference_is_booked_once():
    asked = adjusting(found(-3), reference="AD-1")

    first, again = adjust_stock(asked), adjust_stock(asked)

    assert first == again
    assert (on_hand("A-01"), published()) == (7, [("stock-adjusted", 1)])
    with pytest.raises(AdjustmentDiffers):
        adjust_stock(adjusting(found(-4), reference="AD-1"))
    assert on_hand("A-01") == 7


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (found(-11), GoodsMissing),
        (found(-1, status=StockStatus.DAMAGED), GoodsMissing),
        (found(1, "NOWHERE"), LocationNotFound),
        (found(1, "adjustment"), LocationNotFound),
        (found(1, sku="NUT"), SkuNotFound),
        (found(1, lot="L9"), LotNotFound),
    ],
)
def test_one_wrong_line_refuses_all(line, refusal):
    with pytest.raises(refusal):
        adjust_stock(adjusting(found(1, "B-01"), line))

    assert (on_hand("A-01"), on_hand("B-01")) == (10, 0)
    assert (Adjustment.objects.count(), StockMovement.objects.count()) == (0, 1)
    assert published() == []


def test_goods_that_are_too_old_are_not_found_usable():
    put(1, location="B-01", lot="OLD", expires_on=date(2020, 1, 1))

    with pytest.raises(LotExpired):
        adjust_stock(adjusting(found(1, lot="OLD")))
    adjust_stock(adjusting(found(1, lot="OLD", status=StockStatus.EXPIRED)))

    assert on_hand("A-01", status=StockStatus.EXPIRED) == 1


def test_missing_goods_come_back_by_an_adjustment():
    order = reserving(4)
    inventory.reserve_stock(order)
    allocation = inventory.allocate_stock(allocating(order))
    inventory.book_picks(picking(allocation, short=2))

    adjust_stock(adjusting(found(-2, status=StockStatus.MISSING), found(2, "B-01")))

    assert (on_hand("A-01", status=StockStatus.MISSING), on_hand("B-01")) == (0, 2)
    assert differences() == ()


def test_claimed_goods_are_lost_only_by_force():
    register_location("C-01")
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))
    adjust_stock(adjusting(found(10, "B-01")))
    before = published()

    with pytest.raises(StockClaimed):
        adjust_stock(adjusting(found(-5)))
    assert (on_hand("A-01"), published()) == (10, before)

    forced = adjust_stock(adjusting(found(-5), force=True))

    assert (on_hand("A-01"), totals()) == (5, (15, 0, 8))
    assert published(forced.adjustment_id) == [("stock-adjusted", 1)]
    assert {place.location for place in _places(order)} == {"A-01", "B-01"}
    assert differences() == ()


def _places(order):
    return inventory.get_allocation(order_id=order.order_id, round_no=1).places


def test_picked_goods_are_not_lost_even_by_force():
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    with pytest.raises(StockClaimed):
        adjust_stock(adjusting(found(-1, "STAGING"), force=True))

    assert on_hand("STAGING") == 8
    assert differences() == ()


def test_reservations_whose_stock_is_gone_are_withdrawn():
    order = reserving(8)
    inventory.reserve_stock(order)

    adjust_stock(adjusting(found(-5)))

    reservation = inventory.get_reservation(order_id=order.order_id, round_no=1)
    assert (reservation.status, totals()) == ("waiting", (5, 0, 0))
    assert differences() == ()
