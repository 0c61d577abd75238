"""What shipping does for others."""

from wms.shipping.selectors.carriers import is_servable
from wms.shipping.selectors.manifests import get_manifest, list_manifests
from wms.shipping.selectors.shipments import (
    find_shipment,
    get_label,
    get_shipment,
    list_shipments,
)
from wms.shipping.services.buy_label import buy_label
from wms.shipping.services.cancel_shipment import cancel_shipment
from wms.shipping.services.close_manifest import close_manifest
from wms.shipping.services.create_shipment import create_shipment
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.record_label import record_label
from wms.shipping.services.ship_shipment import ship_shipment
from wms.shipping.services.void_label import void_label

__all__ = [
    "buy_label",
    "cancel_shipment",
    "close_manifest",
    "create_shipment",
    "find_shipment",
    "get_label",
    "get_manifest",
    "get_shipment",
    "is_servable",
    "list_manifests",
    "list_shipments",
    "open_manifest",
    "record_label",
    "ship_shipment",
    "void_label",
]
