"""Take a shipment off the list for a truck."""

from wms.platform.commands import command
from wms.shipping import contracts
from wms.shipping.contracts import (
    ManifestChange,
    RemoveShipment,
    ShipmentNotFound,
    ShipmentStatus,
)
from wms.shipping.models import Shipment
from wms.shipping.selectors.manifests import describe
from wms.shipping.services.listed import lock_open, take_off


@command
def remove_shipment(request: RemoveShipment) -> contracts.Manifest:
    """Take a shipment off an open manifest; it is labelled, and can go on another one.

    Raises:
        ManifestNotFound: there is none, or not of this client.
        ManifestNotOpen: it was handed over or dissolved.
        ShipmentNotFound: the shipment does not stand on it.
    """
    manifest = lock_open(request.manifest_id, request.client_id)
    listed = Shipment.objects.filter(manifest=manifest, status=ShipmentStatus.MANIFESTED)
    row = listed.filter(shipment_id=request.shipment_id).locked().first()
    if row is None:
        raise ShipmentNotFound(f"no shipment {request.shipment_id} stands on {manifest}")
    take_off(manifest, [row], ManifestChange.SHIPMENT_REMOVED, reason=request.reason)
    return describe(manifest)
