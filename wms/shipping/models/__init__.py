"""The tables shipping owns. Nothing outside this context may import them."""

from wms.shipping.models.manifests import Manifest
from wms.shipping.models.outbox import ShippingEventLog, ShippingOutbox
from wms.shipping.models.shipments import Parcel, Shipment

__all__ = ["Manifest", "Parcel", "Shipment", "ShippingEventLog", "ShippingOutbox"]
