"""Picked goods that no order takes any more."""

import pytest

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserved,
)
from tests.inventory.reading import differences, totals
from wms.inventory import facade as inventory
from wms.inventory.contracts import LocationKind
from wms.inventory.models import Location, MoveTask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    register_location("A-01")
    register_location("STAGE-1", LocationKind.STAGING)


def test_goods_picked_for_an_order_that_is_undone_are_to_be_carried_back():
    put(5)
    order = reserved(5)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    inventory.release_reservation(releasing(order))

    task = MoveTask.objects.select_related("from_unit__location", "to_location").get()
    assert (task.kind, task.quantity, task.order_id) == ("return_to_stock", 5, order.order_id)
    assert task.from_unit.location.code == "STAGE-1"
    assert task.to_location == Location.objects.get(code="A-01")
    assert (totals(), differences()) == ((0, 0, 0), ())
