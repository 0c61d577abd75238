"""Turning promises into claims on stock units, and taking these back."""

import pytest

from tests.factories.inventory import (
    allocating,
    deallocating,
    put,
    register_location,
    releasing,
    reserving,
)
from tests.inventory.reading import differences, published, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import (
    AllocationReleased,
    ReservationReleased,
    StockShort,
)
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import ReservationNotFound
from wms.inventory.models import Allocation, Location, StockUnit
from wms.inventory.reservations.commands.allocate_wave import allocate_wave
from wms.inventory.reservations.contracts.reservations import AllocateWave
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-02", pick_sequence=20)
    register_location("A-01", pick_sequence=10)
    register_location("R-01", LocationKind.RESERVE, pick_sequence=1)
    register_location("DOCK", LocationKind.DOCK)


@pytest.fixture
def order():
    put(4, location="A-02")
    put(3, location="A-01")
    order = reserving(2, 4)
    inventory.reserve_stock(order)
    return order


def taken(allocation):
    return [(place.line_no, place.location, place.quantity) for place in allocation.places]


def wave(*orders):
    return AllocateWave(wave_id=new_id(), orders=tuple(allocating(order) for order in orders))


def test_claims_the_nearest_places_in_the_order_of_the_walk(order):
    allocation = inventory.allocate_stock(allocating(order))

    assert taken(allocation) == [(1, "A-01", 2), (2, "A-01", 1), (2, "A-02", 3)]
    assert [place.pick_sequence for place in allocation.places] == [10, 10, 20]
    assert totals() == (7, 0, 6)
    assert published() == [("stock-reserved", 1), ("stock-allocated", 2)]
    assert inventory.get_allocation(order_id=order.order_id, round_no=1) == allocation
    assert differences() == ()


def test_a_repeat_gives_the_same_places(order):
    first = inventory.allocate_stock(allocating(order))
    second = inventory.allocate_stock(allocating(order))
    allocate_wave(wave(order))

    assert first == second
    assert (totals(), len(published())) == ((7, 0, 6), 2)


def test_there_are_no_places_before_the_order_is_allocated(order):
    assert inventory.get_allocation(order_id=order.order_id, round_no=1).places == ()


def test_nothing_is_allocated_without_a_reservation():
    with pytest.raises(ReservationNotFound):
        inventory.allocate_stock(allocating(reserving(1)))
    with pytest.raises(ReservationNotFound):
        inventory.get_allocation(order_id=reserving(1).order_id, round_no=1)


def test_an_order_that_waits_for_stock_has_no_places():
    put(1)
    order = reserving(2)
    inventory.reserve_stock(order)

    with pytest.raises(StockShort):
        inventory.allocate_stock(allocating(order))

    assert (totals(), published()) == ((1, 0, 0), [("shortage-detected", 1)])


def test_a_closed_round_is_not_allocated(order):
    inventory.release_reservation(releasing(order))

    with pytest.raises(AllocationReleased):
        inventory.allocate_stock(allocating(order))

    assert totals() == (7, 0, 0)


def test_goods_at_a_blocked_location_are_not_claimed(order):
    Location.objects.filter(code="A-01").update(is_blocked=True, blocked_for="person")

    with pytest.raises(StockShort):
        inventory.allocate_stock(allocating(order))

    assert (totals(), Allocation.objects.count()) == ((7, 6, 0), 0)


def test_takes_from_reserve_only_what_the_pick_faces_lack():
    put(9, location="R-01")
    put(3, location="A-01")
    order = reserving(5)
    inventory.reserve_stock(order)

    allocation = inventory.allocate_stock(allocating(order))

    assert sorted(taken(allocation)) == [(1, "A-01", 3), (1, "R-01", 2)]


def test_giving_claims_back_closes_the_round(order):
    inventory.allocate_stock(allocating(order))

    inventory.deallocate_stock(deallocating(order))
    inventory.deallocate_stock(deallocating(order))
    inventory.release_reservation(releasing(order))

    assert totals() == (7, 0, 0)
    assert not StockUnit.objects.filter(allocated__gt=0).exists()
    assert published() == [
        ("stock-reserved", 1),
        ("stock-allocated", 2),
        ("allocation-released", 3),
        ("reservation-released", 4),
    ]
    with pytest.raises(AllocationReleased):
        inventory.allocate_stock(allocating(order))
    assert differences() == ()


def test_giving_back_before_anything_was_promised_leaves_a_tombstone():
    put(5)
    order = reserving(2)

    inventory.deallocate_stock(deallocating(order))

    with pytest.raises(ReservationReleased):
        inventory.reserve_stock(order)
    with pytest.raises(AllocationReleased):
        inventory.allocate_stock(allocating(order))
    assert (totals(), published()) == ((5, 0, 0), [])


def test_a_wave_is_allocated_most_urgent_first():
    put(2, location="A-01")
    put(2, location="A-02")
    standard, urgent = reserving(2, rank=2), reserving(2, rank=0)
    for order in (standard, urgent):
        inventory.reserve_stock(order)

    allocate_wave(wave(standard, urgent))

    places = [
        taken(inventory.get_allocation(order_id=order.order_id, round_no=1))
        for order in (urgent, standard)
    ]
    assert places == [[(1, "A-01", 2)], [(1, "A-02", 2)]]
    assert differences() == ()


def test_a_wave_passes_over_what_cannot_be_allocated_and_repeats_nothing(order):
    waiting, closed, unknown = reserving(50), reserving(1), reserving(1)
    inventory.reserve_stock(waiting)
    inventory.release_reservation(releasing(closed))

    for _again in range(2):
        allocate_wave(wave(order, waiting, closed, unknown))

    assert totals() == (7, 0, 6)
    assert [what for what, _version in published()].count("stock-allocated") == 1
    assert differences() == ()


@pytest.mark.usefixtures("each_work_once")
def test_a_wave_takes_as_many_statements_as_an_order(django_assert_max_num_queries):
    for number in range(5):
        put(100, f"SKU-{number}")
    orders = [reserving(*[(f"SKU-{number}", 1) for number in range(5)]) for _order in range(20)]
    for order in orders:
        inventory.reserve_stock(order)

    with django_assert_max_num_queries(17):
        allocate_wave(wave(*orders))

    assert totals("SKU-0") == (100, 0, 20)
