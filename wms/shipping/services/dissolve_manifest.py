"""Give up the list for a truck."""

from django.utils import timezone

from wms.platform.commands import command
from wms.shipping import contracts
from wms.shipping.contracts import (
    DissolveManifest,
    ManifestChange,
    ManifestNotFound,
    ManifestStatus,
    ShipmentStatus,
)
from wms.shipping.models import Manifest, Shipment
from wms.shipping.selectors.manifests import describe
from wms.shipping.services.listed import take_off


@command
def dissolve_manifest(request: DissolveManifest) -> contracts.Manifest:
    """Take every shipment off an open manifest and end it; a dissolved one stays as it is.

    Raises:
        ManifestNotFound: there is none, or not of this client.
        ManifestNotOpen: it was handed over.
    """
    row = Manifest.objects.locked_one(
        request.manifest_id, of=request.client_id, missing=ManifestNotFound
    )
    if row.status == ManifestStatus.DISSOLVED:
        return describe(row)
    row.become(ManifestStatus.DISSOLVED)
    listed = Shipment.objects.filter(manifest=row, status=ShipmentStatus.MANIFESTED)
    take_off(row, listed.locked(), ManifestChange.DISSOLVED, reason=request.reason)
    row.closed_by, row.closed_at = request.actor, timezone.now()
    row.save(update_fields=["status", "closed_by", "closed_at"])
    return describe(row)
