"""List more shipments for a truck."""

from wms.platform.commands import command
from wms.shipping import contracts
from wms.shipping.contracts import MAX_SHIPMENTS, AddShipments, ManifestChange, ManifestFull
from wms.shipping.models import Shipment
from wms.shipping.selectors.manifests import describe
from wms.shipping.services.listed import check_found, check_listed_together, lock_open, put_on


@command
def add_shipments(request: AddShipments) -> contracts.Manifest:
    """List more labelled shipments on an open manifest; those that stand on it stay.

    Raises:
        ManifestNotFound: there is none, or not of this client.
        ManifestNotOpen: it was handed over or dissolved.
        ManifestFull: it would have more than 2,000 shipments.
        ShipmentNotFound: one of them does not exist, or not for this client.
        ShipmentNotReady: one of them has no label, or stands on another list.
        MixedCarriers: one goes with another carrier.
        MixedManifest: one is of another client, or in another warehouse.
    """
    manifest = lock_open(request.manifest_id, request.client_id)
    wanted = set(request.shipment_ids)
    shipments = Shipment.objects.of_client(request.client_id).filter(shipment_id__in=wanted)
    rows = list(shipments.locked())
    check_found(wanted, rows)
    more = [row for row in rows if row.manifest_id != manifest.pk]
    check_listed_together(more, beside=manifest)
    if more:
        if manifest.shipments.count() + len(more) > MAX_SHIPMENTS:
            raise ManifestFull(f"{manifest} has no room for {len(more)} more shipments")
        put_on(manifest, more, ManifestChange.SHIPMENTS_ADDED)
    return describe(manifest)
