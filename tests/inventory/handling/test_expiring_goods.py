"""Goods that are too old to send."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.factories.inventory import (
    WAREHOUSE,
    allocating,
    picking,
    put,
    receiving,
    register_location,
    reserved,
    shipping,
)
from tests.inventory.reading import differences, on_hand
from wms.inventory import facade as inventory
from wms.inventory.catalogue.commands.register_location import (
    register_location as register_this_location,
)
from wms.inventory.catalogue.contracts.catalogue import NewLocation, RegisterLocation
from wms.inventory.catalogue.contracts.words import LocationKind, StockStatus
from wms.inventory.handling.commands.expire_stock import expire_stock
from wms.inventory.models import StockMovement
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.stock.contracts.stock import ExpireStock
from wms.platform.jobs.models import JobFault
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewWarehouse
from wms.platform.tenancy.models import Warehouse as Site

pytestmark = pytest.mark.django_db


def test_what_was_picked_for_an_order_stays_in_staging_until_it_leaves():
    Site.objects.create(id=WAREHOUSE, code="WH-1", time_zone="UTC")
    register_location("A-01")
    register_location("STAGE-1", LocationKind.STAGING)
    put(6, "MILK", lot="L-1", expires_on=date(2030, 5, 2))
    order = reserved(("MILK", 2))
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    expired = expire_stock(ExpireStock(now=datetime(2030, 5, 2, 12, tzinfo=UTC)))

    assert (expired, JobFault.objects.count()) == (1, 0)
    assert on_hand("A-01", "MILK", StockStatus.EXPIRED) == 4
    assert (on_hand("STAGE-1", "MILK"), on_hand("STAGE-1", "MILK", StockStatus.EXPIRED)) == (2, 0)
    assert differences() == ()
    inventory.book_shipment(shipping(order))
    assert (on_hand("STAGE-1", "MILK"), differences()) == (0, ())


def test_goods_expire_on_their_day_where_they_lie():
    register_location("A-01")
    put(1, "MILK", lot="L-0", expires_on=date(2040, 1, 1))
    tokyo = tenancy.create_warehouse(NewWarehouse(code="TYO", time_zone="Asia/Tokyo")).warehouse_id
    shelf = NewLocation(code="T-01", kind=LocationKind.PICK)
    register_this_location(RegisterLocation(warehouse_id=tokyo, location=shelf, actor="user:7"))
    line = NewReceiptLine(
        sku="MILK", location="T-01", quantity=6, lot="L-1", expires_on=date(2030, 5, 2)
    )
    receive_stock(replace(receiving(line), warehouse_id=tokyo))

    # Midnight in Tokyo is three in the afternoon of the day before in UTC.
    early = expire_stock(ExpireStock(now=datetime(2030, 5, 1, 14, 59, tzinfo=UTC)))
    on_time = expire_stock(ExpireStock(now=datetime(2030, 5, 1, 15, 0, tzinfo=UTC)))
    again = expire_stock(ExpireStock(now=datetime(2030, 5, 3, tzinfo=UTC)))

    assert (early, on_time, again) == (0, 1, 0)
    assert on_hand("T-01", "MILK", StockStatus.EXPIRED) == 6
    assert StockMovement.objects.get(cause="expiry").quantity == 6
    assert differences() == ()
