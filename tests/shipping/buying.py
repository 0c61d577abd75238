"""Buying labels, and looking up what was sold."""

from wms.shipping.carriers.directory import books
from wms.shipping.contracts import (
    BuyLabel,
)


def buying(shipment):
    return BuyLabel(shipment_id=shipment.shipment_id)


def sales_of(shipment):
    return books().sales().count(shipment.shipment_id)
