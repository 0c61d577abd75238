"""Picked goods that no order takes any more."""

from dataclasses import replace

import pytest

from tests.factories.inventory import (
    allocating,
    deallocating,
    picking,
    put,
    register_location,
    releasing,
    reserved,
    shipping,
)
from tests.inventory.reading import differences, on_hand, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import AllocationReleased
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import Allocation, Location, MoveTask

pytestmark = pytest.mark.django_db
RESERVED = [("stock-reserved", 1), ("stock-allocated", 2)]


def test_goods_picked_for_an_order_that_is_undone_are_to_be_carried_back():
    register_location("A-01")
    register_location("STAGE-1", LocationKind.STAGING)
    put(5)
    order = reserved(5)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    inventory.release_reservation(releasing(order))

    task = MoveTask.objects.select_related("from_unit__location", "to_location").get()
    assert (task.kind, task.quantity, task.order_id) == ("return_to_stock", 5, order.order_id)
    assert task.from_unit.location.code == "STAGE-1"
    assert task.to_location == Location.objects.get(code="A-01")
    assert (totals(), differences()) == ((0, 0, 0), ())


@pytest.mark.parametrize(
    ("undo", "asking"),
    [
        (inventory.release_reservation, releasing),
        (inventory.deallocate_stock, deallocating),
    ],
)
def test_an_undo_leaves_picked_goods_in_staging(order, allocation, undo, asking):
    first, second = picking(allocation).places
    inventory.book_picks(replace(picking(allocation), places=(first,)))

    undo(asking(order))
    undo(asking(order))

    assert (on_hand("STAGE-1"), on_hand("B-01"), totals()) == (6, 4, (4, 0, 0))
    assert status_of(order) is ReservationStatus.RELEASED
    assert set(Allocation.objects.values_list("status", flat=True)) == {"released"}
    with pytest.raises(AllocationReleased):
        inventory.book_shipment(shipping(order))
    assert differences() == ()
    assert second.quantity == 2


def test_an_undo_after_the_last_pick_leaves_the_round_consumed(order, allocation):
    inventory.book_picks(picking(allocation))

    inventory.release_reservation(releasing(order))
    inventory.release_reservation(releasing(order))

    assert (on_hand("STAGE-1"), status_of(order)) == (8, ReservationStatus.CONSUMED)
    assert published() == [*RESERVED, ("stock-picked", 3), ("allocation-released", 4)]
    with pytest.raises(AllocationReleased):
        inventory.book_shipment(shipping(order))
    assert differences() == ()


def test_a_late_repeat_of_picks_whose_goods_stayed_in_staging_changes_nothing(order, allocation):
    nil_pick = picking(allocation, short=6)
    inventory.book_picks(nil_pick)
    inventory.release_reservation(releasing(order))

    inventory.book_picks(nil_pick)

    assert (on_hand("STAGE-1"), totals()) == (2, (2, 0, 0))
    assert published()[2:] == [("stock-picked", 3), ("allocation-released", 4)]


def test_an_undo_after_the_shipment_changes_nothing(order, allocation):
    inventory.book_picks(picking(allocation))
    inventory.book_shipment(shipping(order))

    inventory.release_reservation(releasing(order))

    assert published()[2:] == [("stock-picked", 3), ("stock-shipped", 4)]
    assert set(Allocation.objects.values_list("status", flat=True)) == {"shipped"}
