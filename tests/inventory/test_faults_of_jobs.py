"""What fails at one SKU, warehouse or client never stops what the clock does for others."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    put,
    register_location,
    register_sku,
)
from tests.factories.keeping import facing, threshold_at
from tests.inventory.reading import differences, on_hand
from tests.support.poison import poison
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.contracts.counts import PlanCounts
from wms.inventory.handling.commands.expire_stock import expire_stock
from wms.inventory.models import (
    CycleCount,
    InventoryOutbox,
    MoveTask,
    PickFace,
    Sku,
    StockBalance,
    StockThreshold,
    StockUnit,
)
from wms.inventory.replenishment.commands import plan_replenishment as planning
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.commands.watch_low_stock import watch_low_stock
from wms.inventory.replenishment.contracts.levels import PlanReplenishment, WatchLowStock
from wms.inventory.stock.contracts.stock import ExpireStock
from wms.platform.ids import new_id
from wms.platform.jobs.models import JobFault
from wms.platform.tenancy.models import Client, Warehouse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    Client.objects.create(id=CLIENT, code="demo")
    Warehouse.objects.create(id=WAREHOUSE, code="LON1")


def faults(job):
    return list(JobFault.objects.filter(job=job).values_list("unit", flat=True))


def id_of(sku):
    return Sku.objects.get(code=sku).id


def of_another_client(sku, location):
    """Give goods of a SKU at a location to a client of its own."""
    other = Client.objects.create(id=new_id(), code="OTHER")
    Sku.objects.filter(code=sku).update(client_id=other.id)
    StockBalance.objects.filter(sku__code=sku).update(client_id=other.id)
    assert StockUnit.objects.get(location__code=location).balance.client_id == other.id
    return other


@pytest.mark.parametrize("page", [1, 200])
def test_a_pick_face_that_fails_stops_no_other(monkeypatch, page):
    monkeypatch.setattr(planning, "PAGE", page)
    for number, sku in enumerate(("BOLT", "NUT", "CLIP")):
        register_location(f"A-0{number}")
        register_location(f"R-0{number}", LocationKind.RESERVE)
        put(100, sku, f"R-0{number}")
        set_pick_face(facing(5, 30, f"A-0{number}", sku))
    poison("inventory.move_tasks", f"NEW.sku_id = '{id_of('NUT')}'")

    total = plan_replenishment(PlanReplenishment(now=timezone.now()))

    assert (total.faces, total.tasks, total.units) == (2, 2, 60)
    assert set(MoveTask.objects.values_list("sku__code", flat=True)) == {"BOLT", "CLIP"}
    assert PickFace.objects.get(sku__code="NUT").rounds == 0
    assert faults("plan_replenishment") == [f"SKU {id_of('NUT')}"]


def test_a_threshold_that_fails_stops_no_other():
    for sku in ("BOLT", "NUT"):
        register_sku(sku)
        set_stock_threshold(threshold_at(5, sku))
    failing = StockThreshold.objects.get(sku__code="NUT")
    poison("inventory.stock_thresholds", f"NEW.id = '{failing.id}'", on="UPDATE")

    assert watch_low_stock(WatchLowStock(now=timezone.now())) == 1

    (said,) = InventoryOutbox.objects.filter(event_type__endswith="low-stock-alert")
    assert '"sku":"BOLT"' in said.data
    assert faults("watch_low_stock") == [f"threshold {failing.id}"]


def test_goods_that_cannot_expire_stop_no_others():
    for number, sku in enumerate(("MILK", "CREAM")):
        register_location(f"A-0{number}")
        put(6, sku, f"A-0{number}", lot="L-1", expires_on=date(2030, 5, 2))
    failing = StockUnit.objects.get(sku__code="MILK")
    poison(
        "inventory.stock_units",
        f"NEW.sku_id = '{failing.sku_id}' AND NEW.status = 'expired'",
    )

    expired = expire_stock(ExpireStock(now=datetime(2030, 5, 3, tzinfo=UTC)))

    assert expired == 1
    assert (on_hand("A-00", "MILK"), on_hand("A-01", "CREAM")) == (6, 0)
    assert on_hand("A-01", "CREAM", StockStatus.EXPIRED) == 6
    assert faults("expire_stock") == [f"stock unit {failing.id}"]
    assert differences() == ()


def test_a_warehouse_whose_time_zone_is_unknown_stops_no_other():
    Warehouse.objects.create(id=new_id(), code="ATL", time_zone="Atlantis/Capital")
    register_location("A-00")
    put(6, "MILK", "A-00", lot="L-1", expires_on=date(2030, 5, 2))

    assert expire_stock(ExpireStock(now=datetime(2030, 5, 3, tzinfo=UTC))) == 1

    assert faults("expire_stock") == ["warehouse ATL"]


def test_counts_that_cannot_be_made_for_a_client_are_made_for_others():
    for number, sku in enumerate(("BOLT", "NUT")):
        register_location(f"A-0{number}")
        put(6, sku, f"A-0{number}")
    other = of_another_client("NUT", "A-01")
    poison("inventory.cycle_counts", f"NEW.client_id = '{other.id}'")

    made = plan_counts(PlanCounts(now=timezone.now(), actor="user:7"))

    assert len(made) == 1
    assert [count.location.code for count in CycleCount.objects.all()] == ["A-00"]
    assert faults("plan_counts") == [f"client OTHER in warehouse {WAREHOUSE}"]
