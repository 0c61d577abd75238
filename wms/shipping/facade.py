"""What shipping does for others."""

from wms.shipping.selectors.carriers import is_servable
from wms.shipping.selectors.shipments import find_shipment
from wms.shipping.services.buy_label import buy_label
from wms.shipping.services.cancel_shipment import cancel_shipment
from wms.shipping.services.create_shipment import create_shipment
from wms.shipping.services.record_label import record_label
from wms.shipping.services.void_label import void_label

__all__ = [
    "buy_label",
    "cancel_shipment",
    "create_shipment",
    "find_shipment",
    "is_servable",
    "record_label",
    "void_label",
]
