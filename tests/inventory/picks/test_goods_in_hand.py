"""Goods that a picker had in hand when the books lost them."""

from dataclasses import replace

import pytest

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    receiving,
    register_location,
    reserving,
    shipping,
)
from tests.factories.keeping import adjusting, found
from tests.inventory.reading import differences, moved, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    """A walk for three units at A-01, which are written off while the picker has them."""
    register_location("A-01", pick_sequence=1)
    register_location("B-01", pick_sequence=2)
    register_location("STAGE-1", LocationKind.STAGING)
    put(3)
    order = reserving(3)
    inventory.reserve_stock(order)
    allocation = inventory.allocate_stock(allocating(order))
    return order, allocation


def lose(quantity):
    adjust_stock(adjusting(found(-quantity), force=True))


@pytest.mark.parametrize("is_complete", [True, False])
def test_what_was_written_off_in_hand_is_found_again(walk, is_complete):
    order, allocation = walk
    receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="B-01", quantity=3)))
    lose(3)

    inventory.book_picks(replace(picking(allocation), is_complete=is_complete))
    inventory.book_picks(replace(picking(allocation), is_complete=is_complete))

    assert (on_hand("A-01"), on_hand("B-01"), on_hand("STAGE-1")) == (0, 3, 3)
    assert moved()[-1] == ("pick", "adjustment", "STAGE-1", 3)
    assert (totals(), differences()) == ((3, 0, 0), ())
    inventory.book_shipment(shipping(order))
    assert (on_hand("STAGE-1"), differences()) == (0, ())


def test_goods_that_still_lie_there_are_taken_from_the_shelf(walk):
    _order, allocation = walk
    receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="B-01", quantity=3)))
    lose(1)
    receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="A-01", quantity=5)))

    inventory.book_picks(picking(allocation))

    assert (on_hand("A-01"), on_hand("B-01"), on_hand("STAGE-1")) == (4, 3, 3)
    assert moved()[-1] == ("pick", "A-01", "STAGE-1", 3)
    assert (totals(), differences()) == ((7, 0, 0), ())
