"""The tables shipping owns. Nothing outside this context may import them."""

from wms.shipping.history import ShippingHistoryRecord
from wms.shipping.idempotency import ShippingIdempotencyRecord
from wms.shipping.models.manifests import Manifest
from wms.shipping.models.shipments import Parcel, Shipment
from wms.shipping.outbox import ShippingEventLog, ShippingOutbox

__all__ = [
    "Manifest",
    "Parcel",
    "Shipment",
    "ShippingEventLog",
    "ShippingHistoryRecord",
    "ShippingIdempotencyRecord",
    "ShippingOutbox",
]
