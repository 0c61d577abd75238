"""Months that may not leave the ledger, and the command that says so."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.inventory import WAREHOUSE
from tests.inventory.stock.months import FEBRUARY, JANUARY, close
from wms.inventory.catalogue.contracts.refusals import LocationDiffers
from wms.inventory.models import BalanceHistory, LedgerClosing, Location, StockMovement
from wms.inventory.stock.commands.close_balance_history import close_balance_history
from wms.inventory.stock.contracts.ledger import (
    CloseLedgerMonth,
    MonthBeforeIsOpen,
    MonthNotFound,
    MonthNotOver,
)
from wms.platform.partitions import months_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("three_months")]


@pytest.mark.parametrize("back", [0, 1])
def test_a_month_in_which_work_may_go_on_stays(back):
    month = timezone.now().date().replace(day=1)
    for _month in range(back):
        month = (month - timedelta(days=1)).replace(day=1)
    lines = StockMovement.objects.count()

    with pytest.raises(MonthNotOver):
        close(month)

    assert (StockMovement.objects.count(), LedgerClosing.objects.count()) == (lines, 0)


def test_months_leave_in_their_order():
    lines = StockMovement.objects.count()

    with pytest.raises(MonthBeforeIsOpen):
        close(FEBRUARY)

    assert (StockMovement.objects.count(), LedgerClosing.objects.count()) == (lines, 0)


def test_the_history_of_balances_does_not_leave_before_the_ledger():
    months = months_of(BalanceHistory)

    with pytest.raises(MonthBeforeIsOpen):
        close_balance_history(CloseLedgerMonth(month=timezone.now().date()))

    assert months_of(BalanceHistory) == months


def test_a_month_before_the_ledger_is_not_there():
    with pytest.raises(MonthNotFound):
        close(date(2019, 12, 1))


def test_a_location_that_took_the_name_is_not_mistaken_for_the_virtual_one():
    Location.objects.filter(code="opening").delete()
    Location.objects.create(warehouse_id=WAREHOUSE, code="opening", kind="pick")
    lines = StockMovement.objects.count()

    with pytest.raises(LocationDiffers):
        close(JANUARY)

    assert StockMovement.objects.count() == lines


@pytest.mark.parametrize("month", ["2020-13", "soon", "2020-01-01"])
def test_the_command_wants_a_month(month):
    with pytest.raises(CommandError, match="is no month such as"):
        call_command("close_ledger_month", month)


def test_the_command_says_why_a_month_stays():
    with pytest.raises(CommandError, match="2020-02 stays: a month before"):
        call_command("close_ledger_month", "2020-02")
