"""Shipping in the admin: to look at, since goods leave by commands only."""

from wms.shipping.admin.manifests import ManifestAdmin
from wms.shipping.admin.shipments import ShipmentAdmin

__all__ = ["ManifestAdmin", "ShipmentAdmin"]
