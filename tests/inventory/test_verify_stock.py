"""Whether planted differences are found, and sound stock is left in peace."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserving,
    shipping,
)
from wms.inventory import facade as inventory
from wms.inventory.contracts import StockCheck, StockDifference, VerifyStock
from wms.inventory.models import (
    Allocation,
    Location,
    Reservation,
    ReservationLine,
    StockBalance,
    StockUnit,
)
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stock():
    """Tell a whole story: shipped, staged, claimed, promised, waiting and released."""
    register_location("A-01")
    put(20)
    shipped, staged, claimed, promised = reserving(1), reserving(2), reserving(3), reserving(4)
    for order in (shipped, staged, claimed, promised, reserving(99)):
        inventory.reserve_stock(order)
    gone = reserving(5)
    inventory.reserve_stock(gone)
    inventory.release_reservation(releasing(gone))
    for order in (shipped, staged):
        inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    inventory.book_shipment(shipping(shipped))
    inventory.allocate_stock(allocating(claimed))


def found():
    return {
        (each.check, each.expected, each.found)
        for each in inventory.verify_stock(VerifyStock()).differences
    }


def test_sound_stock_has_no_differences():
    verification = inventory.verify_stock(VerifyStock())

    assert (verification.units, verification.balances, verification.movements) == (2, 1, 4)
    assert verification.differences == ()


def test_finds_a_stock_unit_that_the_ledger_does_not_know():
    StockUnit.objects.filter(location__code="A-01").update(on_hand=18)

    assert found() == {("ledger", 17, 18), ("usable", 18, 17)}


def test_finds_claims_without_rows():
    StockUnit.objects.filter(location__code="A-01").update(allocated=4)

    assert found() == {("unit_claims", 3, 4)}


def test_finds_rows_without_claims():
    Allocation.objects.filter(status="open").update(status="released")

    assert found() == {("unit_claims", 0, 3), ("allocated", 0, 3)}


def test_finds_promises_without_rows():
    StockBalance.objects.update(reserved=5)

    assert found() == {("reserved", 4, 5)}


def test_finds_usable_units_that_cannot_be_used():
    Location.objects.filter(code="A-01").update(is_blocked=True)

    assert found() == {("usable", 0, 17)}


def test_finds_lines_that_say_more_than_their_claims():
    ReservationLine.objects.filter(reservation__status="active", quantity=4).update(allocated=1)

    assert found() == {("reserved", 3, 4), ("line_claims", 0, 1)}


def test_finds_closed_rounds_that_hold_claims():
    Reservation.objects.filter(allocations__status="open").update(status="released")

    assert found() == {("closed_rounds", 0, 1)}


def test_finds_goods_that_left_staging_without_their_order():
    StockUnit.objects.filter(location__code="STAGING").update(on_hand=1)

    assert found() == {("ledger", 2, 1), ("staged", 2, 1)}


def test_finds_units_in_the_wrong_warehouse():
    Location.objects.filter(code="A-01").update(warehouse_id=new_id())

    assert found() == {("places", 0, 1)}


def test_names_the_row_and_keeps_to_the_limit():
    unit = StockUnit.objects.get(location__code="A-01")
    StockUnit.objects.update(on_hand=50)

    everything = inventory.verify_stock(VerifyStock(checks=(StockCheck.LEDGER,))).differences
    first = inventory.verify_stock(VerifyStock(checks=(StockCheck.LEDGER,), limit=1)).differences

    assert len(everything) == 2
    assert first == everything[:1]
    assert (
        StockDifference(check="ledger", subject=str(unit.id), expected=17, found=50) in everything
    )


def test_the_command_tells_people_and_machines():
    people, machines = StringIO(), StringIO()

    call_command("verify_stock", stdout=people)
    call_command("verify_stock", "--json", stdout=machines)

    assert people.getvalue() == "4 movements, 2 stock units and 1 balances: 0 differences\n"
    assert json.loads(machines.getvalue()) == {
        "units": 2,
        "balances": 1,
        "movements": 4,
        "differences": [],
    }


def test_the_command_fails_when_numbers_disagree():
    StockBalance.objects.update(reserved=5)
    out = StringIO()

    with pytest.raises(SystemExit) as exit_:
        call_command("verify_stock", stdout=out)

    assert exit_.value.code == 1
    assert "reserved" in out.getvalue()
    assert "1 differences" in out.getvalue()
