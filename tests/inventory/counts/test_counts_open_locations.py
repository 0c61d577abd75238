"""A location that a short pick has blocked is open again when it is counted."""

from datetime import UTC, datetime

import pytest

from tests.factories.counts import BOSS, asked, counted_twice, posted, posting
from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    reserving,
)
from tests.inventory.reading import differences, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    BlockLocation,
    CountCause,
    CountId,
    NewFindings,
    PlanCounts,
    StartCount,
    StockStatus,
    SubmitCount,
)
from wms.inventory.models import CycleCount, Location
from wms.inventory.services.counts.opening_counts import count_after_short_picks
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    """A shelf of 100 units, at which a picker has missed 6."""
    register_location("A-01")
    put(100)
    pick_short(6)
    block()


def pick_short(short):
    order = reserving(short)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=short))


def block(*, blocked=True):
    location = Location.objects.get(code="A-01")
    inventory.block_location(
        BlockLocation(location_id=location.id, blocked=blocked, reason="short pick", actor="pia")
    )


def is_blocked():
    return Location.objects.get(code="A-01").is_blocked


def count_after_short(client_id=CLIENT):
    location = Location.objects.get(code="A-01")
    with transaction:
        count_after_short_picks(
            [
                CycleCount(
                    client_id=client_id,
                    warehouse_id=WAREHOUSE,
                    location=location,
                    created_by="pia",
                )
            ]
        )


def test_its_goods_are_promised_to_those_who_wait():
    waiting = reserving(90)
    inventory.reserve_stock(waiting)
    assert (is_blocked(), totals()) == (True, (0, 0, 0))
    count_after_short()

    posted(94)

    assert not is_blocked()
    assert totals() == (94, 90, 0)
    assert inventory.get_reservation(order_id=waiting.order_id, round_no=1).status == "active"
    assert differences() == ()


@pytest.mark.parametrize("here", [90, 94, 97, 100, 103])
def test_whatever_was_found(here):
    count_after_short()

    posted(here)

    assert (is_blocked(), on_hand("A-01"), totals()) == (False, here, (here, 0, 0))
    assert on_hand("A-01", status=StockStatus.MISSING) == 0
    assert differences() == ()


def test_a_count_for_another_reason_opens_nothing():
    posted(94)

    assert (is_blocked(), totals()) == (True, (0, 0, 0))
    assert differences() == ()


def test_a_count_that_was_asked_for_before_opens_it_as_well():
    count = asked()

    count_after_short()

    assert CycleCount.objects.get(id=count.count_id).cause == "short_pick"
    posted(94)
    assert not is_blocked()


def test_what_is_missed_meanwhile_is_counted_again():
    block(blocked=False)
    count_after_short()
    count = counted_twice(80)
    pick_short(2)
    block()

    inventory.post_count(posting(count))

    (again,) = CycleCount.objects.unfinished()
    assert (again.cause, again.created_by) == (CountCause.SHORT_PICK, BOSS)
    assert (is_blocked(), totals()) == (True, (0, 0, 0))
    posted(78)
    assert (is_blocked(), totals()) == (False, (78, 0, 0))
    assert differences() == ()


def test_the_last_of_several_clients_counts_opens_it():
    other = ClientId(new_id())
    count_after_short()
    count_after_short(other)

    posted(94)
    assert is_blocked()
    theirs = CountId(CycleCount.objects.unfinished().get().id)
    inventory.start_count(StartCount(count_id=theirs, worker="eve"))
    nothing = NewFindings(lines=())
    inventory.submit_count(SubmitCount(count_id=theirs, worker="eve", findings=nothing))

    assert (is_blocked(), totals()) == (False, (94, 0, 0))
    assert differences() == ()


def test_the_schedule_counts_what_was_missed():
    made = inventory.plan_counts(PlanCounts(now=datetime.now(UTC), warehouse_id=WAREHOUSE))

    assert len(made) == 1
    posted(94)
    assert not is_blocked()
