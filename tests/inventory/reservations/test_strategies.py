"""Which goods are taken first, by the class of their SKU."""

from datetime import date

import pytest

from tests.factories.inventory import (
    CLIENT,
    allocating,
    put,
    receiving,
    register_location,
    register_sku,
    reserving,
)
from tests.factories.keeping import carried, transferring
from tests.inventory.reading import differences
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.contracts.words import LocationKind, Strategy
from wms.inventory.models import AllocationRule
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.reservations.commands.set_allocation_rule import set_allocation_rule
from wms.inventory.reservations.contracts.rules import NewAllocationRule, SetAllocationRule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    register_location("A-01", pick_sequence=1)
    register_location("B-01", pick_sequence=2)
    register_location("C-01", pick_sequence=3)
    register_location("R-01", LocationKind.RESERVE, pick_sequence=0)


def rule(strategy, storage_class=""):
    return set_allocation_rule(
        SetAllocationRule(
            client_id=CLIENT,
            rule=NewAllocationRule(strategy=strategy, storage_class=storage_class),
            actor="keeper",
        )
    )


def bring(quantity, location, **properties):
    line = NewReceiptLine(sku="BOLT-M8", location=location, quantity=quantity, **properties)
    receive_stock(receiving(line))


def taken(quantity):
    order = reserving(quantity)
    inventory.reserve_stock(order)
    allocation = inventory.allocate_stock(allocating(order))
    return {place.location: place.quantity for place in allocation.places}


def shelves():
    """The nearest goods came last and expire last; the farthest came first."""
    register_sku()
    bring(4, "C-01", lot="L-1", expires_on=date(2040, 3, 1))
    bring(6, "B-01", lot="L-2", expires_on=date(2040, 1, 1))
    bring(5, "A-01", lot="L-3", expires_on=date(2040, 5, 1))


@pytest.mark.parametrize(
    ("strategy", "stops"),
    [
        (None, {"B-01": 6, "C-01": 1}),
        (Strategy.FEFO, {"B-01": 6, "C-01": 1}),
        (Strategy.FIFO, {"C-01": 4, "B-01": 3}),
        (Strategy.NEAREST, {"A-01": 5, "B-01": 2}),
        (Strategy.FEWEST_LOCATIONS, {"B-01": 6, "A-01": 1}),
    ],
)
def test_takes_goods_by_the_rule_of_the_class(strategy, stops):
    shelves()
    if strategy is not None:
        rule(strategy)

    assert taken(7) == stops
    assert differences() == ()


def test_takes_all_from_the_smallest_place_that_has_enough():
    shelves()
    rule(Strategy.FEWEST_LOCATIONS)

    assert taken(5) == {"A-01": 5}


def test_a_rule_is_for_its_class_only():
    shelves()
    rule(Strategy.NEAREST, storage_class="COLD")

    assert taken(5) == {"B-01": 5}


def test_goods_that_are_carried_stay_as_old_as_they_are():
    put(2, location="R-01")
    bring(2, "A-01")
    transfer_stock(transferring(carried(2, source="R-01", target="B-01")))
    rule(Strategy.FIFO)

    assert taken(2) == {"B-01": 2}


def test_a_rule_that_is_set_again_is_changed():
    rule(Strategy.FIFO)

    changed = rule(Strategy.NEAREST)

    assert (changed.strategy, AllocationRule.objects.count()) == (Strategy.NEAREST, 1)
