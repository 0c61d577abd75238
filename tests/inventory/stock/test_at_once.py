"""The past is written in order and months leave while work goes on."""

from threading import Event

import pytest

from tests.factories.inventory import put, register_location, reserving
from tests.inventory.reading import differences
from tests.inventory.stock.months import (
    FEBRUARY,
    JANUARY,
    bring_months_back,
    close,
    close_history,
    count_of,
    work_for_three_months,
)
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.models import BalanceHistory, LedgerClosing, StockBalance, StockMovement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def months_come_back():
    """Take away what closing left behind: other tests use the same tables."""
    yield
    bring_months_back()


def test_the_history_of_one_balance_has_every_step_in_order():
    register_location("A-01")
    put(100)

    at_once([lambda: inventory.reserve_stock(reserving(1)) for _order in range(100)])

    steps = list(BalanceHistory.objects.order_by("at").values_list("usable", "reserved"))
    assert steps == [(100, reserved) for reserved in range(101)]
    assert StockBalance.objects.get().changed_at == BalanceHistory.objects.latest("at").at


@pytest.mark.not_compared  # it reads the very month that leaves
def test_a_month_leaves_while_goods_come_in_and_go(months_come_back):
    work_for_three_months()
    is_over = Event()
    worked: list[int] = []

    def work():
        done = 0
        while not is_over.is_set() or done < 5:
            put(1)
            inventory.reserve_stock(reserving(1))
            done += 1
        worked.append(done)

    def leave():
        try:
            for month in (JANUARY, FEBRUARY):
                close_history(month)
        finally:
            is_over.set()

    at_once([work, work, work, leave], connections=4)

    assert len(worked) == 3
    assert [row.opening_lines for row in LedgerClosing.objects.order_by("month")] == [2, 3]
    assert StockBalance.objects.get(sku__code="BOLT-M8").usable == 10 + sum(worked)
    assert differences() == ()


def test_two_who_close_the_same_month_close_it_once(months_come_back):
    work_for_three_months()

    answers = at_once([lambda: close(JANUARY) for _time in range(4)], connections=4)

    assert answers == [answers[0]] * 4
    assert StockMovement.objects.filter(cause="opening").count() == 2
    assert count_of("inventory.stock_movements_closed_2020_01") == 4
    assert differences() == ()
