"""Goods that are promised or claimed, and then are not there any more."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.factories.inventory import (
    CLIENT,
    allocating,
    picking,
    put,
    receiving,
    register_location,
    releasing,
    reserving,
    shipping,
)
from tests.factories.keeping import changing, turned
from tests.inventory.reading import differences, on_hand, published, totals
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    BlockLocation,
    ExpireStock,
    LocationKind,
    LocationShared,
    NewLocation,
    NewReceiptLine,
    RegisterLocation,
    ReservationStatus,
    StockClaimed,
    StockShort,
    StockStatus,
)
from wms.inventory.models import InventoryOutbox, Location, MoveTask, StockMovement
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewWarehouse

pytestmark = pytest.mark.django_db
WAITING, ACTIVE = ReservationStatus.WAITING, ReservationStatus.ACTIVE


@pytest.fixture(autouse=True)
def places():
    register_location("A-01", pick_sequence=1)
    register_location("B-01", pick_sequence=2)
    register_location("STAGE-1", LocationKind.STAGING)


def reserved(*wishes, rank=2):
    order = reserving(*wishes, rank=rank)
    inventory.reserve_stock(order)
    return order


def status_of(order):
    return inventory.get_reservation(order_id=order.order_id, round_no=1).status


def damage(quantity, *, force=False, location="A-01"):
    inventory.change_status(
        changing(turned(quantity, StockStatus.DAMAGED, location=location), force=force)
    )


def block(code="A-01", *, blocked=True, client_id=None):
    row = Location.objects.get(code=code)
    inventory.block_location(
        BlockLocation(
            location_id=row.id,
            reason="a leak",
            actor="keeper",
            blocked=blocked,
            client_id=client_id,
        )
    )


def places_of(order):
    allocation = inventory.get_allocation(order_id=order.order_id, round_no=1)
    return [(place.location, place.quantity) for place in allocation.places]


def test_the_newest_promise_of_the_lowest_priority_waits_again():
    put(10)
    urgent, older, newer = reserved(3, rank=0), reserved(3), reserved(3)

    damage(3)

    assert [status_of(each) for each in (urgent, older, newer)] == [ACTIVE, ACTIVE, WAITING]
    assert totals() == (7, 6, 0)
    reservation = inventory.get_reservation(order_id=newer.order_id, round_no=1)
    assert published(reservation.reservation_id) == [
        ("stock-reserved", 1),
        ("shortage-detected", 2),
    ]
    told = json.loads(InventoryOutbox.objects.get(event_type__endswith="shortage-detected").data)
    assert (told["sku"], told["missing"], told["reason"]) == (
        "BOLT-M8",
        3,
        "status_change: damaged",
    )
    assert differences() == ()


def test_a_promise_is_withdrawn_whole_and_what_it_held_goes_to_others():
    put(5)
    put(5, "NUT-M8")
    loser = reserved(("BOLT-M8", 5), ("NUT-M8", 5))
    waiting = reserved(("NUT-M8", 2))

    damage(1)

    assert [status_of(each) for each in (loser, waiting)] == [WAITING, ACTIVE]
    assert (totals(), totals("NUT-M8")) == ((4, 0, 0), (5, 2, 0))
    assert differences() == ()


def test_one_who_waits_again_is_served_when_goods_come():
    put(5)
    loser = reserved(5)
    damage(2)

    inventory.receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="B-01", quantity=2)))

    assert (status_of(loser), totals()) == (ACTIVE, (5, 5, 0))
    assert differences() == ()


def test_goods_without_a_promise_take_nothing_from_anybody():
    put(5)
    order = reserved(3)

    damage(2)

    assert (status_of(order), totals()) == (ACTIVE, (3, 3, 0))


def test_claimed_goods_are_not_taken_unless_forced():
    put(5)
    order = reserved(5)
    inventory.allocate_stock(allocating(order))
    before = published()

    with pytest.raises(StockClaimed):
        damage(1)

    assert (totals(), on_hand("A-01"), published()) == ((5, 0, 5), 5, before)
    assert differences() == ()


def test_forced_out_of_their_place_claims_move_to_other_goods():
    put(5)
    order = reserved(5)
    inventory.allocate_stock(allocating(order))
    inventory.receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="B-01", quantity=9)))

    damage(2, force=True)

    assert places_of(order) == [("A-01", 3), ("B-01", 2)]
    assert totals() == (12, 0, 5)
    reservation = inventory.get_reservation(order_id=order.order_id, round_no=1)
    assert published(reservation.reservation_id)[1:] == [
        ("stock-allocated", 2),
        ("stock-allocated", 3),
    ]
    assert differences() == ()


def test_a_claim_that_moves_takes_from_promises_of_less_urgent_orders():
    put(5)
    claimed = reserved(5, rank=0)
    inventory.allocate_stock(allocating(claimed))
    inventory.receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="B-01", quantity=3)))
    promised = reserved(3)

    damage(2, force=True)

    assert (places_of(claimed), status_of(promised)) == ([("A-01", 3), ("B-01", 2)], WAITING)
    assert totals() == (6, 0, 5)
    assert differences() == ()


def test_a_claim_for_which_there_are_no_other_goods_is_lost_to_its_line():
    put(5)
    order = reserved(5)
    inventory.allocate_stock(allocating(order))

    damage(2, force=True)

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

    damage(2, force=True)

    assert (places_of(urgent), places_of(other)) == ([("A-01", 2)], [])


def test_a_blocked_location_promises_nothing_and_keeps_its_claims():
    put(10)
    claimed = reserved(4)
    inventory.allocate_stock(allocating(claimed))
    promised = reserved(5)

    block()

    assert (totals(), status_of(promised)) == ((4, 0, 4), WAITING)
    assert places_of(claimed) == [("A-01", 4)]
    assert status_of(reserved(1)) is WAITING
    with pytest.raises(StockShort):
        inventory.allocate_stock(allocating(promised))
    assert differences() == ()


@pytest.mark.parametrize("ending", ["picked", "given back"])
def test_what_a_claim_kept_usable_at_a_blocked_location_ends_with_it(ending):
    put(10)
    claimed = reserved(4)
    allocation = inventory.allocate_stock(allocating(claimed))
    block()

    if ending == "picked":
        inventory.book_picks(picking(allocation))
    else:
        inventory.release_reservation(releasing(claimed))

    assert (totals(), differences()) == ((0, 0, 0), ())


def test_opened_again_a_location_serves_those_who_wait():
    put(10)
    promised = reserved(5)
    block()

    block(blocked=False)
    block(blocked=False)

    assert (totals(), status_of(promised)) == ((10, 5, 0), ACTIVE)
    assert differences() == ()


def test_goods_that_arrive_at_a_blocked_location_are_not_promised():
    put(1)
    block()

    inventory.receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="A-01", quantity=9)))

    assert (totals(), on_hand("A-01"), differences()) == ((0, 0, 0), 10, ())


def test_a_client_does_not_block_a_place_where_others_keep_goods():
    put(1)

    with pytest.raises(LocationShared):
        block(client_id=ClientId(new_id()))

    assert (totals(), Location.objects.get(code="A-01").is_blocked) == ((1, 0, 0), False)
    block(client_id=CLIENT)
    assert totals() == (0, 0, 0)


def test_goods_expire_on_their_day_where_they_lie():
    building = tenancy.create_warehouse(NewWarehouse(code="TYO", time_zone="Asia/Tokyo"))
    register_there(building.warehouse_id)
    day = date(2030, 5, 2)
    receive_there(building.warehouse_id, day)

    # Midnight in Tokyo is three in the afternoon of the day before in UTC.
    early = inventory.expire_stock(ExpireStock(now=datetime(2030, 5, 1, 14, 59, tzinfo=UTC)))
    on_time = inventory.expire_stock(ExpireStock(now=datetime(2030, 5, 1, 15, 0, tzinfo=UTC)))
    again = inventory.expire_stock(ExpireStock(now=datetime(2030, 5, 3, tzinfo=UTC)))

    assert (early, on_time, again) == (0, 1, 0)
    assert on_hand("T-01", "MILK", StockStatus.EXPIRED) == 6
    assert StockMovement.objects.get(cause="expiry").quantity == 6
    assert differences() == ()


def register_there(warehouse_id):
    inventory.register_location(
        RegisterLocation(
            warehouse_id=warehouse_id, location=NewLocation(code="T-01", kind=LocationKind.PICK)
        )
    )


def receive_there(warehouse_id, day):
    put(1, "MILK", lot="L-0", expires_on=date(2040, 1, 1))
    line = NewReceiptLine(sku="MILK", location="T-01", quantity=6, lot="L-1", expires_on=day)
    inventory.receive_stock(replace(receiving(line), warehouse_id=warehouse_id))


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
