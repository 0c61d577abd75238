"""Promises that the goods no longer suffice for."""

import json

import pytest

from tests.factories.inventory import put, register_location, reserved
from tests.factories.keeping import damaging
from tests.inventory.reading import differences, published, status_of, totals
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.contracts import ReservationStatus
from wms.inventory.models import InventoryOutbox

pytestmark = pytest.mark.django_db
WAITING, ACTIVE = ReservationStatus.WAITING, ReservationStatus.ACTIVE


@pytest.fixture(autouse=True)
def places():
    register_location("A-01", pick_sequence=1)
    register_location("B-01", pick_sequence=2)


def test_the_newest_reservation_of_the_lowest_priority_waits_again():
    put(10)
    urgent, older, newer = reserved(3, rank=0), reserved(3), reserved(3)

    change_status(damaging(3))

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


def test_a_reservation_is_withdrawn_whole_and_what_it_held_goes_to_others():
    put(5)
    put(5, "NUT-M8")
    loser = reserved(("BOLT-M8", 5), ("NUT-M8", 5))
    waiting = reserved(("NUT-M8", 2))

    change_status(damaging(1))

    assert [status_of(each) for each in (loser, waiting)] == [WAITING, ACTIVE]
    assert (totals(), totals("NUT-M8")) == ((4, 0, 0), (5, 2, 0))
    assert differences() == ()


def test_a_reservation_that_waits_again_is_filled_when_stock_comes():
    put(5)
    loser = reserved(5)
    change_status(damaging(2))

    put(2, location="B-01")

    assert (status_of(loser), totals()) == (ACTIVE, (5, 5, 0))
    assert differences() == ()


def test_stock_without_a_reservation_takes_nothing_from_anybody():
    put(5)
    order = reserved(3)

    change_status(damaging(2))

    assert (status_of(order), totals()) == (ACTIVE, (3, 3, 0))
