"""Stock that is not to run out unseen."""

import json

import pytest
from django.utils import timezone

from tests.factories.inventory import put, register_location, register_sku, releasing, reserving
from tests.factories.keeping import threshold_at
from tests.inventory.reading import published
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.models import InventoryOutbox, StockThreshold
from wms.inventory.replenishment.commands import watch_low_stock as watching
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.commands.watch_low_stock import watch_low_stock
from wms.inventory.replenishment.contracts.levels import WatchLowStock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")
    put(10)


def look():
    return watch_low_stock(WatchLowStock(now=timezone.now()))


def alerts():
    return [each for each in published() if each[0] == "low-stock-alert"]


def test_stock_that_fell_gives_one_alert():
    threshold = set_stock_threshold(threshold_at(5))
    inventory.reserve_stock(reserving(6))

    looks = [look(), look()]

    assert looks == [1, 0]
    assert alerts() == [("low-stock-alert", 1)]
    said = json.loads(InventoryOutbox.objects.get(event_type__endswith="low-stock-alert").data)
    assert (said["sku"], said["low_stock_at"], said["atp"]) == ("BOLT-M8", 5, 4)
    assert said["threshold_id"] == str(threshold.threshold_id)


def test_at_the_threshold_stock_is_not_low():
    set_stock_threshold(threshold_at(5))
    inventory.reserve_stock(reserving(5))

    assert look() == 0


def test_stock_gives_another_alert_only_after_it_rose():
    set_stock_threshold(threshold_at(5))
    order = reserving(6)
    inventory.reserve_stock(order)
    look()
    inventory.reserve_stock(reserving(1))
    lower = look()
    inventory.release_reservation(releasing(order))
    rose = look()
    inventory.reserve_stock(reserving(6))

    assert (lower, rose, look()) == (0, 0, 1)
    assert alerts() == [("low-stock-alert", 1), ("low-stock-alert", 2)]


def test_a_sku_that_never_came_is_low():
    register_sku("NUT-M8")

    threshold = set_stock_threshold(threshold_at(1, "NUT-M8"))

    assert (threshold.atp, threshold.low_since) == (0, None)
    assert look() == 1


def test_the_last_word_holds():
    first = set_stock_threshold(threshold_at(50))
    look()
    last = set_stock_threshold(threshold_at(0))
    look()

    assert (first.threshold_id, last.low_stock_at) == (last.threshold_id, 0)
    assert StockThreshold.objects.get().low_since is None


def test_an_unknown_sku_is_refused():
    with pytest.raises(SkuNotFound):
        set_stock_threshold(threshold_at(1, "NUT"))


def test_many_are_looked_at_in_pages(monkeypatch):
    monkeypatch.setattr(watching, "PAGE", 2)
    for number in range(5):
        register_sku(f"SKU-{number}")
        set_stock_threshold(threshold_at(1, f"SKU-{number}"))

    assert (look(), look()) == (5, 0)


@pytest.mark.django_db(transaction=True)
def test_looks_at_once_give_one_alert():
    for number in range(5):
        register_sku(f"SKU-{number}")
        set_stock_threshold(threshold_at(1, f"SKU-{number}"))

    assert sorted(map(str, at_once([look] * 8))) == ["0"] * 7 + ["5"]
    assert len(alerts()) == 5
