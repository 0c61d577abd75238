"""Lots and serials that goods come in with."""

from datetime import date
from functools import partial
from uuid import uuid4

import pytest

from tests.factories.inventory import CLIENT, put, receiving, register_location, register_sku
from tests.inventory.reading import differences, on_hand
from tests.support.races import at_once
from wms.inventory.catalogue.contracts.lots import (
    LotFilter,
    LotMissing,
    SerialKnown,
    SerialNotSingle,
)
from wms.inventory.catalogue.contracts.refusals import LotDiffers
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.models import InventoryOutbox, Lot, StockMovement, StockUnit
from wms.inventory.models import Receipt as ReceiptRow
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine, Receipt
from wms.inventory.stock.queries.lots import list_lots
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db
DAY, LATER = date(2999, 1, 1), date(2999, 1, 2)


@pytest.fixture(autouse=True)
def site():
    register_sku("BOLT-M8")
    register_sku("MILK", tracking=Tracking.LOT)
    register_sku("PHONE", tracking=Tracking.SERIAL)
    register_location("A-01")
    register_location("A-02")


def line(sku, lot="", quantity=1, location="A-01", expires_on=None):
    return NewReceiptLine(
        sku=sku, lot=lot, quantity=quantity, location=location, expires_on=expires_on
    )


def lots(**wanted):
    page = list_lots(client_id=CLIENT, filters=LotFilter(**wanted), page=PageRequest())
    return [(each.sku, each.code, each.expires_on, each.on_hand) for each in page.results]


def test_a_receipt_makes_the_lots_it_names_once():
    receive_stock(receiving(line("MILK", "L1", 5, expires_on=DAY)))
    receive_stock(receiving(line("MILK", "L1", 2, "A-02", DAY), line("BOLT-M8", "", 9)))

    assert lots() == [("MILK", "L1", DAY, 7)]
    assert differences() == ()


def test_lots_can_be_looked_for():
    receive_stock(
        receiving(line("MILK", "L1", 5, expires_on=DAY), line("MILK", "L2", 5, expires_on=LATER))
    )
    receive_stock(receiving(line("PHONE", "S1")))

    assert lots(sku="phone") == [("PHONE", "S1", None, 1)]
    assert lots(code="L2") == [("MILK", "L2", LATER, 5)]
    assert lots(expires_by=DAY) == [("MILK", "L1", DAY, 5)]
    other = list_lots(client_id=ClientId(uuid4()), filters=LotFilter(), page=PageRequest())
    assert other.results == ()


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ([line("MILK")], LotMissing),
        ([line("PHONE")], LotMissing),
        ([line("PHONE", "S1", 2)], SerialNotSingle),
        ([line("PHONE", "S1"), line("PHONE", "S1", location="A-02")], SerialKnown),
        ([line("PHONE", "THERE")], SerialKnown),
        ([line("MILK", "KNOWN", expires_on=LATER)], LotDiffers),
        ([line("MILK", "KNOWN")], LotDiffers),
        ([line("MILK", "NEW", expires_on=DAY), line("MILK", "NEW", expires_on=LATER)], LotDiffers),
        ([line("BOLT-M8", expires_on=DAY)], LotDiffers),
    ],
)
def test_a_receipt_that_names_goods_wrongly_leaves_nothing(lines, refusal):
    receive_stock(receiving(line("PHONE", "THERE"), line("MILK", "KNOWN", 1, "A-01", DAY)))
    before = [model.objects.count() for model in (ReceiptRow, Lot, StockMovement, InventoryOutbox)]

    with pytest.raises(refusal):
        receive_stock(receiving(line("BOLT-M8", quantity=3), *lines))

    after = [model.objects.count() for model in (ReceiptRow, Lot, StockMovement, InventoryOutbox)]
    assert after == before


@pytest.mark.damaged_books
def test_a_serial_may_come_back_when_its_unit_has_left():
    receive_stock(receiving(line("PHONE", "S1")))
    StockUnit.objects.update(on_hand=0)

    receive_stock(receiving(line("PHONE", "S1", location="A-02")))

    assert lots(sku="PHONE") == [("PHONE", "S1", None, 1)]


def test_the_same_lot_of_two_skus_is_two_lots():
    receive_stock(
        receiving(line("MILK", "L1", expires_on=DAY), line("BOLT-M8", "L1", expires_on=LATER))
    )

    assert {each[:3] for each in lots()} == {("MILK", "L1", DAY), ("BOLT-M8", "L1", LATER)}


@pytest.mark.django_db(transaction=True)
def test_of_two_receipts_of_a_serial_one_gets_in():
    for number in range(10):
        serial = f"S{number}"
        answers = at_once(
            [
                partial(receive_stock, receiving(line("PHONE", serial, location=place)))
                for place in ("A-01", "A-02")
            ]
        )

        assert sum(isinstance(each, Receipt) for each in answers) == 1
        assert sum(isinstance(each, SerialKnown) for each in answers) == 1
    assert on_hand("A-01", "PHONE") + on_hand("A-02", "PHONE") == 10


@pytest.mark.django_db(transaction=True)
def test_many_receipts_of_the_same_new_lots_do_not_block_each_other():
    lines = [line("MILK", f"L{number}", expires_on=DAY) for number in range(8)]

    answers = at_once(
        [partial(receive_stock, receiving(*lines[turn:], *lines[:turn])) for turn in range(8)]
    )

    assert all(isinstance(each, Receipt) for each in answers)
    assert (on_hand("A-01", "MILK"), Lot.objects.count()) == (64, 8)
    assert differences() == ()


def test_goods_without_tracking_need_no_lot():
    put(5)

    assert lots() == []
