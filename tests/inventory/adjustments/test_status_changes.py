"""Goods that are fit for use, or not."""

from datetime import date

import pytest

from tests.factories.inventory import allocating, put, reserving
from tests.factories.keeping import changing, turned
from tests.inventory.reading import differences, moved, on_hand, published, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.contracts.refused_changes import (
    LotExpired,
    StatusChangeDiffers,
    StatusNotAllowed,
)
from wms.inventory.adjustments.rules import FOLLOWERS
from wms.inventory.catalogue.contracts.refusals import GoodsMissing, LotNotFound, StockClaimed
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.models import StatusChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_bolts")]
USABLE, DAMAGED, MISSING = StockStatus.USABLE, StockStatus.DAMAGED, StockStatus.MISSING
QUARANTINE, EXPIRED = StockStatus.QUARANTINE, StockStatus.EXPIRED


def test_damaged_goods_stay_in_place_and_are_not_promised():
    change = change_status(changing(turned(4, DAMAGED)))

    assert (on_hand("A-01"), on_hand("A-01", status=DAMAGED)) == (6, 4)
    assert (totals(), moved()[1:]) == ((6, 0, 0), [("status_change", "A-01", "A-01", 4)])
    assert published(change.change_id) == [("stock-adjusted", 1)]
    assert differences() == ()


def test_goods_out_of_quarantine_go_to_those_who_wait():
    change_status(changing(turned(10, QUARANTINE)))
    order = reserving(3)
    inventory.reserve_stock(order)

    change_status(changing(turned(10, USABLE, QUARANTINE)))

    reservation = inventory.get_reservation(order_id=order.order_id, round_no=1)
    assert (reservation.status, totals()) == ("active", (10, 3, 0))


def test_the_same_reference_is_booked_once():
    asked = changing(turned(4, DAMAGED), reference="SC-1")

    first, again = change_status(asked), change_status(asked)

    assert first == again
    assert (on_hand("A-01", status=DAMAGED), published()) == (4, [("stock-adjusted", 1)])
    with pytest.raises(StatusChangeDiffers):
        change_status(changing(turned(5, DAMAGED), reference="SC-1"))


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (turned(11, DAMAGED), GoodsMissing),
        (turned(1, USABLE, DAMAGED), GoodsMissing),
        (turned(1, USABLE), StatusNotAllowed),
        (turned(1, USABLE, MISSING), StatusNotAllowed),
        (turned(1, DAMAGED, lot="L9"), LotNotFound),
    ],
)
def test_one_wrong_line_refuses_all(line, refusal):
    with pytest.raises(refusal):
        change_status(changing(turned(1, DAMAGED), line))

    assert (on_hand("A-01"), StatusChange.objects.count(), published()) == (10, 0, [])


def test_goods_that_are_too_old_do_not_become_usable():
    put(4, lot="OLD", expires_on=date(2020, 1, 1))

    with pytest.raises(LotExpired):
        change_status(changing(turned(1, USABLE, EXPIRED, lot="OLD")))

    assert on_hand("A-01", status=EXPIRED) == 4


def test_claimed_goods_are_damaged_only_by_force():
    put(10, location="B-01")
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))

    with pytest.raises(StockClaimed):
        change_status(changing(turned(5, DAMAGED)))
    assert on_hand("A-01") == 10
    change_status(changing(turned(5, DAMAGED), force=True))

    assert (on_hand("A-01"), totals()) == (5, (15, 0, 8))
    assert differences() == ()


def test_nothing_follows_from_missing_and_everything_else_from_each_other():
    assert FOLLOWERS[MISSING] == frozenset()
    for status in (USABLE, DAMAGED, QUARANTINE, EXPIRED):
        assert FOLLOWERS[status] == frozenset(StockStatus) - {status}
