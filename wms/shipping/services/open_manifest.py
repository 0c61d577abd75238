"""List shipments for a truck."""

from collections.abc import Sequence

from wms.platform.commands import command
from wms.shipping import contracts
from wms.shipping.contracts import ManifestChange, ManifestStatus, OpenManifest
from wms.shipping.models import Manifest, Shipment
from wms.shipping.selectors.manifests import describe
from wms.shipping.services.listed import check_found, check_listed_together, put_on


@command
def open_manifest(request: OpenManifest) -> contracts.Manifest:
    """List labelled shipments of one carrier, client and warehouse.

    The same list again is answered with the manifest that holds it, as long as that is open.

    Raises:
        ShipmentNotFound: one of them does not exist, or not for this client.
        ShipmentNotReady: one of them has no label, or stands on another list.
        MixedCarriers: they go with several carriers.
        MixedManifest: they are of several clients, or in several warehouses.
    """
    wanted = set(request.shipment_ids)
    shipments = Shipment.objects.of_client(request.client_id).filter(shipment_id__in=wanted)
    rows = list(shipments.locked())
    check_found(wanted, rows)
    known = _list_of(rows)
    if known is not None:
        return describe(known)
    check_listed_together(rows)

    manifest = Manifest.objects.create(
        carrier=rows[0].carrier,
        client_id=rows[0].client_id,
        warehouse_id=rows[0].warehouse_id,
        opened_by=request.actor,
    )
    put_on(manifest, rows, ManifestChange.OPENED)
    return describe(manifest)


def _list_of(rows: Sequence[Shipment]) -> Manifest | None:
    """Return the open manifest that lists exactly these shipments, if there is one."""
    manifest_id = rows[0].manifest_id
    if manifest_id is None or any(row.manifest_id != manifest_id for row in rows):
        return None
    # Not joined to the locked rows: who waited for them would see the manifests of before.
    manifest = Manifest.objects.filter(id=manifest_id, status=ManifestStatus.OPEN).first()
    if manifest is None:
        return None
    return manifest if manifest.shipments.count() == len(rows) else None
