"""Hand one shipment over to its carrier."""

from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue
from wms.shipping import contracts
from wms.shipping.contracts import (
    ManifestChange,
    ShipmentNotFound,
    ShipmentNotReady,
    ShipmentStatus,
    ShipShipment,
)
from wms.shipping.models import Manifest, Shipment, ShippingHistoryRecord
from wms.shipping.selectors.shipments import describe
from wms.shipping.services.hand_over import hand_over


@command
def ship_shipment(request: ShipShipment) -> contracts.Shipment:
    """Hand a labelled shipment over on a manifest of its own; one that left is answered as before.

    Raises:
        ShipmentNotFound: there is none, or not of this client.
        ShipmentNotReady: it has no label or gives it back, was cancelled, or stands on a manifest.
    """
    row = Shipment.objects.with_tracking().locked_one(
        request.shipment_id, of=request.client_id, missing=ShipmentNotFound
    )
    if row.status == ShipmentStatus.SHIPPED:
        return describe(row)
    if row.status != ShipmentStatus.LABELLED:
        raise ShipmentNotReady(f"{row} is {row.status}; only a labelled shipment can be shipped")
    manifest = Manifest.objects.create(
        carrier=row.carrier,
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        opened_by=request.actor,
    )
    listed = ChangedValue(name="shipment", now=str(row))
    ShippingHistoryRecord.note(manifest.pk, ManifestChange.OPENED, [listed])
    hand_over(manifest, [row], actor=request.actor)
    return describe(row)
