"""Goods coming in."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.inventory import (
    CLIENT,
    put,
    receiving,
    register_location,
    register_sku,
    reserving,
)
from tests.inventory.reading import differences, moved, on_hand, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import (
    LocationNotFound,
    LotDiffers,
    ReceiptDiffers,
    SkuNotFound,
)
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryOutbox, Receipt, StockBalance, StockMovement, StockUnit
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine

pytestmark = pytest.mark.django_db

REGISTERED = ["sku-registered"]


def event_types():
    rows = InventoryOutbox.objects.order_by("id").values_list("event_type", flat=True)
    return [each.removeprefix("wms.inventory.") for each in rows]


@pytest.fixture(autouse=True)
def shelves():
    register_sku()
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE)
    register_location("DOCK", LocationKind.DOCK)


def line(quantity=10, location="A-01", **properties):
    return NewReceiptLine(sku="BOLT-M8", location=location, quantity=quantity, **properties)


def test_books_goods_in_with_unit_balance_ledger_and_event():
    request = receiving(line(10), line(4, "R-01"), line(3, "DOCK"), line(2), reference="ASN-A")

    receipt = receive_stock(request)

    assert (receipt.reference, receipt.lines) == ("ASN-A", request.receipt.lines)
    assert [on_hand(code) for code in ("A-01", "R-01", "DOCK")] == [12, 4, 3]
    assert totals() == (16, 0, 0)
    assert moved() == [
        ("receipt", "supplier", "A-01", 10),
        ("receipt", "supplier", "R-01", 4),
        ("receipt", "supplier", "DOCK", 3),
        ("receipt", "supplier", "A-01", 2),
    ]
    event = InventoryOutbox.objects.get(event_type="wms.inventory.stock-received")
    assert (event.subject, event.sequence) == (receipt.receipt_id, 1)
    assert event_types() == [*REGISTERED, "movements-booked", "stock-received"]
    assert differences() == ()


def test_the_same_receipt_again_changes_nothing():
    request = receiving(line(10))

    first, second = receive_stock(request), receive_stock(request)

    assert first == second
    assert (totals(), StockMovement.objects.count()) == ((10, 0, 0), 1)
    assert event_types() == [*REGISTERED, "movements-booked", "stock-received"]


def test_the_same_reference_with_other_lines_is_refused():
    receive_stock(receiving(line(10), reference="ASN-A"))

    with pytest.raises(ReceiptDiffers):
        receive_stock(receiving(line(11), reference="ASN-A"))

    assert totals() == (10, 0, 0)
    assert event_types() == [*REGISTERED, "movements-booked", "stock-received"]


@pytest.mark.parametrize(
    ("refused", "refusal"),
    [
        (line(1, "A-99"), LocationNotFound),
        (line(1, "supplier"), LocationNotFound),
        (NewReceiptLine(sku="NUT-X", location="A-01", quantity=1), SkuNotFound),
        (line(1, expires_on=date(2999, 1, 1)), LotDiffers),
    ],
)
def test_a_refused_receipt_leaves_nothing(refused, refusal):
    with pytest.raises(refusal):
        receive_stock(receiving(line(10), refused))

    assert (Receipt.objects.count(), StockUnit.objects.count()) == (0, 0)
    assert (StockMovement.objects.count(), event_types()) == (0, REGISTERED)
    assert not StockBalance.objects.filter(usable__gt=0).exists()


def test_a_lot_has_one_expiry_date():
    receive_stock(receiving(line(1, lot="L1", expires_on=date(2999, 1, 1))))

    with pytest.raises(LotDiffers):
        receive_stock(receiving(line(1, "R-01", lot="L1", expires_on=date(2998, 1, 1))))

    assert totals() == (1, 0, 0)


def test_expired_goods_are_there_and_not_promised():
    today = timezone.now().date()

    put(5, lot="OLD", expires_on=today)
    put(7, lot="NEW", expires_on=today + timedelta(days=1))

    assert totals() == (7, 0, 0)
    assert on_hand("A-01", status=StockStatus.EXPIRED) == 5
    assert differences() == ()


def test_backorders_are_filled_by_priority_then_by_time_of_asking():
    late, early, urgent = reserving(4, rank=2), reserving(4, rank=2), reserving(4, rank=0)
    for order in (early, late, urgent):
        inventory.reserve_stock(order)

    put(9)

    assert [status_of(order) for order in (urgent, early, late)] == [
        ReservationStatus.ACTIVE,
        ReservationStatus.ACTIVE,
        ReservationStatus.WAITING,
    ]
    assert totals() == (9, 8, 0)
    reserved = [
        row.partition_key
        for row in InventoryOutbox.objects.filter(
            event_type="wms.inventory.stock-reserved"
        ).order_by("id")
    ]
    assert reserved == [urgent.order_id, early.order_id]
    assert differences() == ()


def test_a_large_backorder_does_not_hold_up_small_ones_and_keeps_its_place():
    large, small = reserving(50, rank=0), reserving(2, rank=2)
    inventory.reserve_stock(large)
    inventory.reserve_stock(small)

    put(10)
    assert (status_of(large), status_of(small)) == ("waiting", "active")

    put(42)
    assert status_of(large) == "active"
    assert totals() == (52, 52, 0)


def test_a_backorder_of_two_skus_is_filled_when_both_are_there():
    register_sku("NUT-M8")
    order = reserving(3, ("NUT-M8", 4))
    inventory.reserve_stock(order)

    put(3)
    assert (status_of(order), totals()) == ("waiting", (3, 0, 0))

    put(4, "NUT-M8")
    assert (status_of(order), totals(), totals("NUT-M8")) == ("active", (3, 3, 0), (4, 4, 0))
    assert published() == [("shortage-detected", 1), ("stock-reserved", 2)]
    assert differences() == ()


def test_goods_that_are_not_usable_fill_no_backorder():
    order = reserving(3)
    inventory.reserve_stock(order)

    put(5, location="DOCK")

    assert (status_of(order), totals()) == ("waiting", (0, 0, 0))


def test_knows_which_codes_are_no_sku():
    unknown = inventory.unknown_skus(client_id=CLIENT, codes=["bolt-m8", "NUT-X", "NAIL-X"])

    assert unknown == ("NAIL-X", "NUT-X")
