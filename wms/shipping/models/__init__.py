"""The tables shipping owns. Nothing outside this context may import them."""

from wms.shipping.models.outbox import ShippingEventLog, ShippingOutbox

__all__ = ["ShippingEventLog", "ShippingOutbox"]
