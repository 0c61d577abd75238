"""Claims on goods that are not there any more."""

import json
from dataclasses import replace

import pytest

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    register_location,
    reserved,
    shipping,
)
from tests.factories.keeping import damaging
from tests.inventory.reading import differences, on_hand, places_of, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.catalogue.contracts.refusals import StockClaimed
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryOutbox

pytestmark = pytest.mark.django_db
WAITING = ReservationStatus.WAITING


@pytest.fixture(autouse=True)
def places():
    register_location("A-01", pick_sequence=1)
    register_location("B-01", pick_sequence=2)
    register_location("STAGE-1", LocationKind.STAGING)


def test_claimed_goods_are_not_taken_unless_forced():
    put(5)
    order = reserved(5)
    inventory.allocate_stock(allocating(order))
    before = published()

    with pytest.raises(StockClaimed):
        change_status(damaging(1))

    assert (totals(), on_hand("A-01"), published()) == ((5, 0, 5), 5, before)
    assert differences() == ()


def test_forced_out_of_their_place_claims_move_to_other_goods():
    put(5)
    order = reserved(5)
    inventory.allocate_stock(allocating(order))
    put(9, location="B-01")

    change_status(damaging(2, force=True))

    assert places_of(order) == [("A-01", 3), ("B-01", 2)]
    assert totals() == (12, 0, 5)
    reservation = inventory.get_reservation(order_id=order.order_id, round_no=1)
    assert published(reservation.reservation_id)[1:] == [
        ("stock-allocated", 2),
        ("stock-allocated", 3),
    ]
    assert differences() == ()


def test_a_reallocation_takes_from_reservations_of_less_urgent_orders():
    put(5)
    claimed = reserved(5, rank=0)
    inventory.allocate_stock(allocating(claimed))
    put(3, location="B-01")
    promised = reserved(3)

    change_status(damaging(2, force=True))

    assert (places_of(claimed), status_of(promised)) == ([("A-01", 3), ("B-01", 2)], WAITING)
    assert totals() == (6, 0, 5)
    assert differences() == ()


def test_a_claim_for_which_there_are_no_other_goods_is_lost_to_its_line():
    put(5)
    order = reserved(5)
    inventory.allocate_stock(allocating(order))

    change_status(damaging(2, force=True))

    assert (places_of(order), totals()) == ([("A-01", 3)], (3, 0, 3))
    told = json.loads(InventoryOutbox.objects.get(event_type__endswith="allocation-short").data)
    assert (told["line_no"], told["missing"]) == (1, 2)
    inventory.book_picks(
        replace(
            picking(inventory.get_allocation(order_id=order.order_id, round_no=1)),
            is_complete=True,
        )
    )
    inventory.book_shipment(shipping(order))
    assert (totals(), differences()) == ((0, 0, 0), ())


def test_the_least_urgent_claims_move_first():
    put(4)
    urgent, other = reserved(2, rank=0), reserved(2)
    inventory.allocate_stock(allocating(urgent))
    inventory.allocate_stock(allocating(other))

    change_status(damaging(2, force=True))

    assert (places_of(urgent), places_of(other)) == ([("A-01", 2)], [])
