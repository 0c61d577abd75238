"""Which day it is where goods lie: evening in Los Angeles is the next day in UTC."""

from datetime import date

import pytest
import time_machine

from tests.factories import counts
from tests.factories.inventory import WAREHOUSE, put, register_location
from tests.factories.keeping import adjusting, changing, found, turned
from tests.inventory.reading import differences, on_hand
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.contracts.refused_changes import LotExpired
from wms.inventory.catalogue.contracts.words import StockStatus
from wms.inventory.models import CycleCountLine
from wms.platform.tenancy.models import Warehouse

pytestmark = pytest.mark.django_db
EVENING = "2026-11-23T04:00:00Z"
MIDNIGHT_IS_OVER = "2026-11-23T08:00:00Z"
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
USABLE, EXPIRED, DAMAGED = StockStatus.USABLE, StockStatus.EXPIRED, StockStatus.DAMAGED


@pytest.fixture(autouse=True)
def shelf():
    Warehouse.objects.create(id=WAREHOUSE, code="LAX", time_zone="America/Los_Angeles")
    register_location("A-01")


def put_milk(expires_on: date = TOMORROW) -> None:
    put(10, "MILK", lot="L-1", expires_on=expires_on)


def shelved(status: StockStatus) -> int:
    return on_hand("A-01", "MILK", status)


@pytest.mark.parametrize(
    ("instant", "expires_on", "status"),
    [
        (EVENING, TOMORROW, USABLE),
        (EVENING, TODAY, EXPIRED),
        (MIDNIGHT_IS_OVER, TOMORROW, EXPIRED),
    ],
)
def test_goods_are_received_on_the_day_of_the_warehouse(instant, expires_on, status):
    with time_machine.travel(instant, tick=False):
        put_milk(expires_on)

    assert (shelved(status), differences()) == (10, ())


@time_machine.travel(EVENING, tick=False)
def test_goods_are_found_usable_until_the_day_is_over_there():
    put_milk()

    adjust_stock(adjusting(found(2, sku="MILK", lot="L-1")))

    assert (shelved(USABLE), differences()) == (12, ())


def test_goods_are_not_found_usable_once_the_day_is_over_there():
    with time_machine.travel(EVENING, tick=False):
        put_milk()

    with time_machine.travel(MIDNIGHT_IS_OVER, tick=False), pytest.raises(LotExpired):
        adjust_stock(adjusting(found(2, sku="MILK", lot="L-1")))

    assert (shelved(USABLE), differences()) == (10, ())


@time_machine.travel(EVENING, tick=False)
def test_goods_become_usable_again_until_the_day_is_over_there():
    put_milk()
    milk = {"sku": "MILK", "lot": "L-1"}
    change_status(changing(turned(4, DAMAGED, **milk)))

    change_status(changing(turned(4, USABLE, DAMAGED, **milk)))

    assert (shelved(USABLE), shelved(DAMAGED), differences()) == (10, 0, ())


@time_machine.travel(EVENING, tick=False)
def test_what_a_count_finds_is_usable_until_the_day_is_over_there():
    put_milk()

    counts.posted(counts.found(12, "MILK", "L-1"))

    assert (shelved(USABLE), shelved(EXPIRED), differences()) == (12, 0, ())


@time_machine.travel(EVENING, tick=False)
def test_what_was_missing_is_counted_as_usable_until_the_day_is_over_there():
    put_milk()
    change_status(changing(turned(4, StockStatus.MISSING, sku="MILK", lot="L-1")))

    counts.posted(counts.found(10, "MILK", "L-1"))

    assert set(CycleCountLine.objects.values_list("status", flat=True)) == {USABLE.value}
    assert (shelved(USABLE), shelved(EXPIRED), differences()) == (10, 0, ())
