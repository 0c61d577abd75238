"""The comparison that runs after every command of these tests can fail."""

from uuid import UUID

import pytest

from tests.factories.inventory import put, register_location, reserving
from tests.inventory.reading import totals
from wms.inventory import facade as inventory
from wms.inventory.models import BalanceChange, InventoryOutbox, Location, StockBalance, StockUnit
from wms.platform import commands

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stock():
    register_location("A-01")
    put(10)


def test_a_command_that_leaves_totals_that_agree_is_compared(compared):
    before = compared.compared

    inventory.reserve_stock(reserving(4))

    assert (compared.compared, totals()) == (before + 1, (10, 4, 0))


@pytest.mark.parametrize("column", ["usable", "reserved", "allocated"])
def test_a_command_that_leaves_a_total_that_lies_is_undone(column):
    told = InventoryOutbox.objects.count()

    def lie(balance_id: UUID) -> None:
        add = {"usable": 1} | {column: 1}
        StockBalance.objects.add({balance_id: BalanceChange(**add)})

    with pytest.raises(AssertionError, match="BOLT-M8"):
        commands.command(lie)(StockBalance.objects.get().id)

    assert (totals(), InventoryOutbox.objects.count()) == ((10, 0, 0), told)


def test_a_command_that_blocks_a_place_and_forgets_the_total_is_undone():
    def block(code: str) -> None:
        Location.objects.filter(code=code).update(is_blocked=True, blocked_for="person")

    with pytest.raises(AssertionError, match="BOLT-M8"):
        commands.command(block)("A-01")

    assert not Location.objects.get(code="A-01").is_blocked


def test_a_command_that_counts_a_claim_that_is_none_is_undone():
    def claim(units: int) -> None:
        balance = StockBalance.objects.get()
        StockBalance.objects.add({balance.id: BalanceChange(allocated=units)})
        StockUnit.objects.update(allocated=units)

    with pytest.raises(AssertionError, match="BOLT-M8"):
        commands.command(claim)(1)

    assert totals() == (10, 0, 0)
