"""Goods that are kept by lot or serial, and are found."""

import pytest

from tests.factories.inventory import receiving, register_sku
from tests.factories.keeping import adjusting, found
from tests.inventory.reading import on_hand
from tests.support.races import at_once
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.catalogue.contracts.lots import LotMissing, SerialKnown, SerialNotSingle
from wms.inventory.catalogue.contracts.refusals import LotNotFound
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_bolts")]


@pytest.fixture(autouse=True)
def tracked(ten_bolts):
    register_sku("WINE", tracking=Tracking.LOT)
    register_sku("PHONE", tracking=Tracking.SERIAL)
    line = NewReceiptLine(sku="PHONE", location="A-01", quantity=1, lot="S-1")
    receive_stock(receiving(line))


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (found(1, sku="WINE"), LotMissing),
        (found(1, sku="WINE", lot="NEW"), LotNotFound),
        (found(1, sku="PHONE"), LotMissing),
        (found(2, sku="PHONE", lot="S-1"), SerialNotSingle),
        (found(1, "B-01", "PHONE", lot="S-1"), SerialKnown),
        (found(1, "A-01", "PHONE", lot="S-1"), SerialKnown),
    ],
)
def test_goods_are_found_as_closely_as_they_are_kept(line, refusal):
    with pytest.raises(refusal):
        adjust_stock(adjusting(line))

    assert (on_hand("A-01", "PHONE"), on_hand("B-01", "PHONE")) == (1, 0)


def test_a_single_unit_that_was_lost_is_found_elsewhere():
    adjust_stock(adjusting(found(-1, "A-01", "PHONE", lot="S-1")))
    adjust_stock(adjusting(found(1, "B-01", "PHONE", lot="S-1")))

    assert (on_hand("A-01", "PHONE"), on_hand("B-01", "PHONE")) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_single_unit_is_found_once_by_many():
    adjust_stock(adjusting(found(-1, "A-01", "PHONE", lot="S-1")))
    asked = [adjusting(found(1, place, "PHONE", lot="S-1")) for place in ("A-01", "B-01") * 4]
    finds = [lambda each=each: adjust_stock(each) for each in asked]

    answers = at_once(finds)

    assert len([each for each in answers if isinstance(each, SerialKnown)]) == 7
    assert on_hand("A-01", "PHONE") + on_hand("B-01", "PHONE") == 1
