"""What is found when a location is counted, and what is booked of it."""

from datetime import date

import pytest

from tests.factories.counts import (
    SECOND,
    asked,
    counted,
    found,
    lines_of,
    posted,
    posting,
    published_counts,
    started,
    status_of,
    submitting,
)
from tests.factories.inventory import allocating, picking, put, receiving, register_sku, reserving
from tests.inventory.reading import differences, moved, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.lots import LotMissing, SerialKnown, SerialNotSingle
from wms.inventory.catalogue.contracts.refusals import LotNotFound, SkuNotFound
from wms.inventory.catalogue.contracts.words import StockStatus, Tracking
from wms.inventory.contracts import ReasonCode
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.refused_counts import CountIncomplete
from wms.inventory.models import CycleCountLine, StockMovement
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.work.contracts.counts import CountStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hundred")]
MISSING = StockStatus.MISSING


def test_more_than_expected_comes_from_nowhere_and_can_be_promised():
    waiting = reserving(104)
    inventory.reserve_stock(waiting)

    posted(105)

    assert moved("count") == [("count", "adjustment", "A-01", 5)]
    assert totals() == (105, 104, 0)
    assert differences() == ()


def test_goods_that_nobody_expected_are_a_line_too():
    register_sku("NUT-M8")

    count = posted(100, found(3, "NUT-M8"))

    assert lines_of(count) == [("BOLT-M8", 100, 0, 0, 100), ("NUT-M8", 0, 0, 0, 3)]
    assert (on_hand("A-01", "NUT-M8"), totals("NUT-M8")) == (3, (3, 0, 0))
    assert differences() == ()


def test_what_is_not_named_is_asked_for_unless_that_is_all():
    put(10, "NUT-M8", lot="L7")
    count = started()

    with pytest.raises(CountIncomplete, match="NUT-M8 lot L7") as refusal:
        submit_count(submitting(count, 100))
    assert "10" not in str(refusal.value)
    assert (status_of(count), CycleCountLine.objects.count()) == ("in_progress", 0)
    done = submit_count(submitting(count, 100, complete=True))

    assert lines_of(done) == [("BOLT-M8", 100, 0, 0, 100), ("NUT-M8", 10, 0, 0, 0)]


def test_goods_without_a_status_are_those_that_lie_there():
    put(10, "MILK", location="A-02", lot="L1", expires_on=date(2001, 1, 1))

    count = counted(found(10, "MILK", "L1"), location="A-02")

    assert count.status is CountStatus.POSTED
    assert on_hand("A-02", "MILK", StockStatus.EXPIRED) == 10


def test_damaged_goods_are_counted_apart():
    count = posted(97, found(3, status="damaged"))

    assert on_hand("A-01", status=StockStatus.DAMAGED) == 3
    assert (on_hand("A-01"), totals()) == (97, (97, 0, 0))
    assert lines_of(count) == [("BOLT-M8", 0, 0, 0, 3), ("BOLT-M8", 100, 0, 0, 97)]
    assert differences() == ()


@pytest.mark.parametrize(
    ("here", "usable", "moves"),
    [
        (94, 94, [("A-01", "adjustment", 6)]),
        (96, 96, [("A-01", "A-01", 2), ("A-01", "adjustment", 4)]),
        (100, 100, [("A-01", "A-01", 6)]),
        (101, 101, [("A-01", "A-01", 6), ("adjustment", "A-01", 1)]),
        (90, 90, [("A-01", "adjustment", 6), ("A-01", "adjustment", 4)]),
    ],
)
def test_missing_goods_are_found_again_or_written_off(here, usable, moves):
    order = reserving(6)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=6))
    assert (on_hand("A-01"), on_hand("A-01", status=MISSING)) == (94, 6)

    count = posted(here)

    assert lines_of(count) == [("BOLT-M8", 94, 0, 6, here)]
    assert (on_hand("A-01"), on_hand("A-01", status=MISSING)) == (usable, 0)
    assert [each[1:] for each in moved("count")] == moves
    assert totals()[0] == usable
    assert differences() == ()


def test_a_write_off_of_many_missing_units_needs_approval_all_the_same():
    order = reserving(30)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=30))

    count = counted(70)

    assert (count.status, on_hand("A-01", status=MISSING)) == (CountStatus.COUNTED, 30)


@pytest.mark.parametrize(
    ("findings", "refusal"),
    [
        ([found(1, "NEVER")], SkuNotFound),
        ([100, found(1, lot="NEVER")], LotNotFound),
        ([], CountIncomplete),
    ],
)
def test_a_refused_count_leaves_nothing(findings, refusal):
    count = started()

    with pytest.raises(refusal):
        submit_count(submitting(count, *findings))

    assert (status_of(count), CycleCountLine.objects.count()) == ("in_progress", 0)
    assert (on_hand("A-01"), published_counts()) == (100, [])


def test_a_found_unit_of_a_lot_too_old_is_not_usable():
    put(10, "MILK", location="A-02", lot="L1", expires_on=date(2001, 1, 1))

    posted(found(9, "MILK", "L1"), found(1, "MILK", "L1", "usable"), location="A-02")

    assert on_hand("A-02", "MILK") == 0
    assert on_hand("A-02", "MILK", StockStatus.EXPIRED) == 10
    assert ReasonCode.COUNT_DIFFERENCE.value in {
        move.reason for move in StockMovement.objects.filter(cause="count")
    }


def test_a_serial_is_found_once_and_in_one_place():
    register_sku("SCALE", tracking=Tracking.SERIAL)
    for place, serial in (("A-01", "S-1"), ("A-02", "S-2")):
        line = NewReceiptLine(sku="SCALE", location=place, quantity=1, lot=serial)
        receive_stock(receiving(line))
    count = started(asked("A-02"))
    for findings, refusal in (
        ([found(2, "SCALE", "S-2")], SerialNotSingle),
        ([found(1, "SCALE", "S-2"), found(1, "SCALE")], LotMissing),
    ):
        with pytest.raises(refusal):
            submit_count(submitting(count, *findings))
    here = [found(1, "SCALE", "S-2"), found(1, "SCALE", "S-1")]
    submit_count(submitting(count, *here))
    again = submit_count(submitting(started(count, SECOND), *here, worker=SECOND))

    with pytest.raises(SerialKnown):
        post_count(posting(again))

    assert (status_of(count), on_hand("A-02", "SCALE")) == ("counted", 1)
    posted(100, location="A-01", complete=True)
    assert post_count(posting(again)).status is CountStatus.POSTED
    assert (on_hand("A-01", "SCALE"), on_hand("A-02", "SCALE")) == (0, 2)
    assert differences() == ()
