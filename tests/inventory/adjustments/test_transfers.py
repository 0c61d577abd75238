"""Goods carried from place to place."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    receiving,
    register_location,
    register_sku,
    reserving,
)
from tests.factories.keeping import carried, changing, transferring, turned
from tests.inventory.reading import differences, moved, on_hand, published, totals
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.adjustments.contracts.refused_changes import SamePlace, TransferDiffers
from wms.inventory.catalogue.contracts.refusals import (
    GoodsMissing,
    LocationNotFound,
    LotNotFound,
    SkuNotFound,
    StockClaimed,
)
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.handling.contracts.refusals import LocationBlocked
from wms.inventory.models import Location, StockBalance, StockMovement, StockUnit, Transfer
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.kernel.errors import DomainError

pytestmark = pytest.mark.django_db
QUIET = (HealthCheck.function_scoped_fixture,)


@pytest.fixture
def shelves():
    register_location("A-01")
    register_location("B-01")
    register_location("DOCK", LocationKind.DOCK)
    put(10, lot="")


def test_moves_goods_and_says_so(shelves):
    transfer = transfer_stock(transferring(carried(4), carried(1, target="DOCK")))

    assert (on_hand("A-01"), on_hand("B-01"), on_hand("DOCK")) == (5, 4, 1)
    assert moved()[1:] == [("transfer", "A-01", "B-01", 4), ("transfer", "A-01", "DOCK", 1)]
    assert published(transfer.transfer_id) == [("stock-moved", 1), ("stock-moved", 2)]
    assert totals() == (9, 0, 0)
    assert differences() == ()


def test_goods_keep_their_lot_their_age_and_their_status():
    register_location("A-01")
    register_location("B-01")
    put(5, lot="L1", expires_on=None)
    put(5, lot="L2", expires_on=date(2999, 1, 1))
    change_status(changing(turned(4, StockStatus.DAMAGED, lot="L2")))
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    StockUnit.objects.update(stocked_at=long_ago)

    transfer_stock(transferring(carried(3, lot="L2", status=StockStatus.DAMAGED)))

    there = StockUnit.objects.get(location__code="B-01", on_hand__gt=0)
    assert (there.lot, there.status, there.on_hand) == ("L2", "damaged", 3)
    assert (there.expires_on, there.stocked_at) == (date(2999, 1, 1), long_ago)


def test_the_same_reference_moves_once(shelves):
    asked = transferring(carried(4), reference="TR-1")

    first, again = transfer_stock(asked), transfer_stock(asked)

    assert first == again
    assert on_hand("B-01") == 4
    assert published() == [("stock-moved", 1)]
    with pytest.raises(TransferDiffers):
        transfer_stock(transferring(carried(5), reference="TR-1"))
    assert on_hand("B-01") == 4


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (carried(11), GoodsMissing),
        (carried(1, status=StockStatus.DAMAGED), GoodsMissing),
        (carried(1, source="B-01", target="A-01"), GoodsMissing),
        (carried(1, target="A-01"), SamePlace),
        (carried(1, target="NOWHERE"), LocationNotFound),
        (carried(1, source="supplier"), LocationNotFound),
        (carried(1, sku="NUT"), SkuNotFound),
        (carried(1, lot="L9"), LotNotFound),
    ],
)
def test_one_wrong_line_refuses_all(shelves, line, refusal):
    with pytest.raises(refusal):
        transfer_stock(transferring(carried(1), line))

    assert (on_hand("A-01"), on_hand("B-01")) == (10, 0)
    assert (Transfer.objects.count(), StockMovement.objects.count()) == (0, 1)
    assert published() == []
    assert differences() == ()


def test_goods_leave_a_blocked_place_and_do_not_come_to_one(shelves):
    Location.objects.filter(code="A-01").update(is_blocked=True, blocked_for="person")
    StockBalance.objects.update(usable=0)

    transfer_stock(transferring(carried(4)))
    with pytest.raises(LocationBlocked):
        transfer_stock(transferring(carried(1, "B-01", "A-01")))

    assert (on_hand("A-01"), on_hand("B-01"), totals()) == (6, 4, (4, 0, 0))


def test_two_lines_cannot_take_the_same_goods(shelves):
    with pytest.raises(GoodsMissing):
        transfer_stock(transferring(carried(6), carried(6, target="DOCK")))

    assert on_hand("A-01") == 10


def test_claimed_goods_stay(shelves):
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))
    before = published()

    with pytest.raises(StockClaimed):
        transfer_stock(transferring(carried(3)))
    transfer_stock(transferring(carried(2)))

    assert (on_hand("A-01"), on_hand("B-01")) == (8, 2)
    assert published() == [*before, ("stock-moved", 1)]
    assert differences() == ()


def test_picked_goods_stay_in_staging(shelves):
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    line = NewReceiptLine(sku="BOLT-M8", location="STAGING", quantity=2)
    receive_stock(receiving(line))

    with pytest.raises(StockClaimed):
        transfer_stock(transferring(carried(3, source="STAGING")))
    transfer_stock(transferring(carried(2, source="STAGING")))

    assert (on_hand("STAGING"), on_hand("B-01")) == (8, 2)
    assert differences() == ()


def test_goods_that_can_be_promised_again_are_promised(shelves):
    transfer_stock(transferring(carried(8, target="DOCK")))
    order = reserving(5)
    waiting = inventory.reserve_stock(order)

    transfer_stock(transferring(carried(8, source="DOCK", target="B-01")))

    reservation = inventory.get_reservation(order_id=order.order_id, round_no=1)
    assert (waiting.status, reservation.status) == ("waiting", "active")
    assert totals() == (10, 5, 0)
    assert differences() == ()


LINES = st.lists(
    st.tuples(
        st.sampled_from(["A-01", "B-01", "C-01"]),
        st.sampled_from(["A-01", "B-01", "C-01"]),
        st.integers(1, 12),
        st.sampled_from(["BOLT-M8", "NUT-M8"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(transfers=st.lists(LINES, min_size=1, max_size=5))
@pytest.mark.django_db(transaction=True)
def test_transfers_conserve_totals(transfers):
    for place in ("A-01", "B-01", "C-01"):
        register_location(place)
    for sku in ("BOLT-M8", "NUT-M8"):
        register_sku(sku)
        put(10, sku)
    before = {sku: total(sku) for sku in ("BOLT-M8", "NUT-M8")}

    for lines in transfers:
        asked = transferring(*(carried(n, a, b, sku) for a, b, n, sku in lines))
        try:
            transfer_stock(asked)
        except DomainError:
            continue

    assert {sku: total(sku) for sku in before} == before
    assert all(unit.on_hand >= 0 for unit in StockUnit.objects.all())
    assert differences() == ()


def total(sku):
    return sum(StockUnit.objects.filter(sku__code=sku).values_list("on_hand", flat=True))


@pytest.mark.django_db(transaction=True)
def test_both_ways_at_once_neither_deadlocks_nor_loses_goods():
    for place in ("A-01", "B-01"):
        register_location(place)
    skus = ("BOLT-M8", "NUT-M8", "WASHER")
    for sku in skus:
        put(20, sku, "A-01")
        put(20, sku, "B-01")
    there = [carried(1, "A-01", "B-01", sku) for sku in skus]
    back = [carried(1, "B-01", "A-01", sku) for sku in reversed(skus)]
    tasks = []
    for number in range(60):
        asked = transferring(*(there if number % 2 else back))
        tasks.append(lambda asked=asked: transfer_stock(asked))

    answers = at_once(tasks, connections=16)

    assert [each for each in answers if isinstance(each, DomainError)] == []
    assert [(on_hand(place, sku)) for place in ("A-01", "B-01") for sku in skus] == [20] * 6
    assert differences() == ()


@pytest.mark.django_db(transaction=True)
def test_the_same_transfer_at_once_is_one():
    for place in ("A-01", "B-01"):
        register_location(place)
    put(10)
    asked = transferring(carried(3))

    answers = at_once([lambda: transfer_stock(asked)] * 8)

    assert len(set(map(repr, answers))) == 1
    assert (on_hand("B-01"), published()) == (3, [("stock-moved", 1)])
