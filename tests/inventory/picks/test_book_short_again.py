"""What a picker said of missing goods said again, too late, or wrong: nothing changes."""

import pytest

from tests.factories.inventory import deallocating, picking
from tests.factories.keeping import adjusting, found
from tests.inventory.picks.walking import allocated, booking, walk_of
from tests.inventory.reading import differences, on_hand, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.catalogue.contracts.refusals import (
    AllocationNotFound,
    AllocationReleased,
    PickDiffers,
)
from wms.inventory.contracts import ReservationNotFound, ReservationStatus
from wms.inventory.models import CycleCount, Location
from wms.inventory.picks.commands.book_short import book_short
from wms.inventory.reservations.contracts.reservations import BookShort
from wms.kernel.ids import OrderId
from wms.platform.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_shelves")]
CONSUMED = ReservationStatus.CONSUMED


def now():
    return published(), totals(), CycleCount.objects.count()


def nothing_new(before):
    return now() == before


def test_again_it_changes_nothing():
    _order, allocation = allocated(5)
    short = booking(allocation, found=3, missing=2)
    book_short(short)
    before = now()

    book_short(short)

    assert nothing_new(before)


def test_after_the_whole_walk_was_booked_it_changes_nothing():
    order, allocation = allocated(5)
    inventory.book_picks(picking(allocation, short=2, is_complete=True))
    before = now()

    book_short(booking(allocation, found=3, missing=2))

    assert nothing_new(before)
    assert (walk_of(order), status_of(order)) == ([], CONSUMED)


def test_goods_that_were_claimed_too_late_for_the_walk_are_given_up():
    order, allocation = allocated(5)
    book_short(booking(allocation, found=3, missing=2))

    inventory.book_picks(picking(allocation, short=2, is_complete=True))

    assert (walk_of(order), status_of(order)) == ([], CONSUMED)
    assert ([on_hand(code) for code in ("B-01", "STAGE-1")], totals()) == ([4, 3], (4, 0, 0))
    assert differences() == ()


def test_a_claim_that_was_moved_away_is_left_to_the_end_of_the_walk():
    order, allocation = allocated(3)
    adjust_stock(adjusting(found(-6, "A-01"), force=True))
    assert walk_of(order) == [("B-01", 3)]
    before = now()[:2]

    book_short(booking(allocation, found=1, missing=2))

    assert (published(), totals()) == before


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"found": 4}, PickDiffers),
        ({"reason": None}, PickDiffers),
        ({"found": -1}, PickDiffers),
    ],
)
def test_numbers_that_do_not_fit_change_nothing(change, refusal):
    _order, allocation = allocated(5)
    before = now()

    with pytest.raises(refusal):
        book_short(booking(allocation, **{"found": 3, "missing": 2} | change))

    assert nothing_new(before)
    assert not Location.objects.get(code="A-01").is_blocked


def test_what_is_unknown_or_was_given_back_is_refused():
    order, allocation = allocated(5)
    _other, foreign = allocated(1)
    short = booking(allocation, found=3, missing=2)
    stranger = BookShort(order_id=OrderId(new_id()), place=short.place, actor="pia")
    confused = BookShort(
        order_id=order.order_id, place=booking(foreign, found=0, missing=1).place, actor="pia"
    )
    before = now()

    with pytest.raises(ReservationNotFound):
        book_short(stranger)
    with pytest.raises(AllocationNotFound):
        book_short(confused)
    assert nothing_new(before)
    inventory.deallocate_stock(deallocating(order))
    before = now()
    with pytest.raises(AllocationReleased):
        book_short(short)

    assert nothing_new(before)
    assert not Location.objects.get(code="A-01").is_blocked
