"""Work that was undone holds up nobody: not even who waited for it while it was done."""

from threading import Event as Flag
from types import SimpleNamespace
from uuid import UUID

import pytest

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.support.races import BLOCKED_BY_ME, at_once, wait_until
from wms.inventory.handling.commands import physical_quantity as looking
from wms.inventory.handling.commands.staging import staging_of
from wms.inventory.models import Location, StockBalance
from wms.inventory.reservations.commands.locked_balances import LockedBalances, with_locked_balances
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_work_once")]
seen = SimpleNamespace()


@pytest.fixture(autouse=True)
def shelf():
    """Goods of two SKUs at two places, and nobody who has seen anything yet."""
    for number in (1, 2):
        register_location(f"A-0{number}")
        put(5, f"SKU-{number}", f"A-0{number}")
    seen.other_has_his, seen.is_there = Flag(), Flag()


def balance_of(sku: str) -> UUID:
    return StockBalance.objects.get(sku__code=sku).id


def make_staging_then_need(held: LockedBalances, other: UUID) -> None:
    staging_of(WAREHOUSE)
    if other not in held.free:
        seen.is_there.set()
        wait_until(BLOCKED_BY_ME)
    held.require([other])


def make_staging_too(_held: LockedBalances) -> None:
    seen.other_has_his.set()
    seen.is_there.wait(20)
    staging_of(WAREHOUSE)


def test_a_place_that_was_made_and_unmade_is_made_by_who_waited_for_it():
    mine, his = balance_of("SKU-1"), balance_of("SKU-2")

    def first() -> None:
        seen.other_has_his.wait(20)
        with transaction:
            with_locked_balances([mine], make_staging_then_need, his)

    def other() -> None:
        with transaction:
            with_locked_balances([his], make_staging_too)

    at_once([first, other])

    assert Location.objects.filter(kind="staging").count() == 1


def test_who_waited_for_goods_that_were_looked_at_goes_on_when_the_look_is_over(monkeypatch):
    mine, his = balance_of("SKU-1"), balance_of("SKU-2")
    place = Location.objects.get(code="A-01").id
    taken_of = looking.confirmed_picks_of

    def taken_while_somebody_waits(claims):
        seen.is_there.set()
        wait_until(BLOCKED_BY_ME)
        return taken_of(claims)

    monkeypatch.setattr(looking, "confirmed_picks_of", taken_while_somebody_waits)

    def look_then_need() -> None:
        seen.other_has_his.wait(20)
        with transaction:
            there = looking.physical_units_at(location_id=place, client_id=CLIENT)
            list(StockBalance.objects.filter(id=his).locked())
        seen.units = [(each.unit.on_hand, each.taken) for each in there]

    def other() -> None:
        with transaction:
            list(StockBalance.objects.filter(id=his).locked())
            seen.other_has_his.set()
            seen.is_there.wait(20)
            list(StockBalance.objects.filter(id=mine).locked())

    at_once([look_then_need, other])

    assert seen.units == [(5, 0)]
