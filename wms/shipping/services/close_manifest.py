"""Hand a manifest over to the carrier."""

from wms.platform.commands import command
from wms.shipping import contracts
from wms.shipping.contracts import (
    CloseManifest,
    ManifestNotFound,
    ManifestStatus,
    ShipmentStatus,
)
from wms.shipping.models import Manifest, Shipment
from wms.shipping.selectors.manifests import describe
from wms.shipping.services.hand_over import hand_over


@command
def close_manifest(request: CloseManifest) -> contracts.Manifest:
    """Hand over every shipment that still stands on a manifest; a closed one stays as it is.

    Raises:
        ManifestNotFound: there is none, or not of this client.
        ManifestNotOpen: it was dissolved.
        ShipmentNotReady: the labels of one of its shipments are being given back.
    """
    row = Manifest.objects.locked_one(
        request.manifest_id, of=request.client_id, missing=ManifestNotFound
    )
    if row.status == ManifestStatus.CLOSED:
        return describe(row)
    # A shipment that is cancelled while we wait for its lock has left the list, and is not read.
    listed = Shipment.objects.filter(manifest=row, status=ShipmentStatus.MANIFESTED)
    hand_over(row, list(listed.locked().with_tracking()), actor=request.actor)
    return describe(row)
