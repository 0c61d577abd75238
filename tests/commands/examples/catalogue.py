"""Requests about SKUs, locations and adjustments of stock."""

from datetime import UTC, date, datetime

from tests.commands.examples.site import BY, build, stock
from tests.commands.registry import example_of
from tests.factories import keeping
from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location, register_sku
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.catalogue.commands.register_location import (
    register_location as register_location_command,
)
from wms.inventory.catalogue.commands.register_sku import register_sku as register_sku_command
from wms.inventory.catalogue.commands.set_sku_value import set_sku_value
from wms.inventory.catalogue.contracts.catalogue import (
    NewLocation,
    NewSku,
    NewSkuValue,
    RegisterLocation,
    RegisterSku,
    SetSkuValue,
)
from wms.inventory.catalogue.contracts.corrections import CorrectSku, SkuCorrection
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.handling.commands.correct_sku import correct_sku
from wms.inventory.handling.commands.expire_stock import expire_stock
from wms.inventory.stock.contracts.stock import ExpireStock
from wms.orders.contracts import Money


def pending_adjustment():
    stock(100_000)
    return adjust_stock(keeping.adjusting(keeping.found(-90_000)))


@example_of(register_location_command)
def new_location():
    location = NewLocation(code="C-01", kind=LocationKind.PICK)
    return RegisterLocation(warehouse_id=WAREHOUSE, location=location, actor=BY)


@example_of(register_sku_command)
def new_sku():
    return RegisterSku(client_id=CLIENT, sku=NewSku(code="BOLT-M8"), actor=BY)


@example_of(correct_sku)
def sku_that_weighs_more():
    register_sku("WASHER")
    correction = SkuCorrection(weight_grams=12, description="A washer")
    return CorrectSku(client_id=CLIENT, code="WASHER", correction=correction, actor=BY)


@example_of(set_sku_value)
def value_of_a_sku():
    register_sku()
    value = NewSkuValue(sku="BOLT-M8", value=Money(amount="2.50", currency="EUR"))
    return SetSkuValue(client_id=CLIENT, value=value, actor=BY)


@example_of(block_location)
def leaking_location():
    stock()
    return keeping.blocking()


@example_of(adjust_stock)
def units_found():
    stock()
    return keeping.adjusting(keeping.found(2))


@example_of(approve_adjustment)
def large_adjustment():
    return keeping.approving(pending_adjustment())


@example_of(reject_adjustment)
def doubted_adjustment():
    return keeping.rejecting(pending_adjustment())


@example_of(change_status)
def damaged_units():
    stock()
    return keeping.damaging(3)


@example_of(transfer_stock)
def carried_units():
    stock()
    return keeping.transferring(keeping.carried(3))


@example_of(expire_stock)
def day_of_expiry():
    build()
    register_location("A-01")
    put(6, "MILK", lot="L-1", expires_on=date(2030, 5, 2))
    return ExpireStock(now=datetime(2030, 5, 2, 12, tzinfo=UTC))
