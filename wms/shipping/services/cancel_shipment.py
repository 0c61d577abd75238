"""Cancel a shipment, or forbid one that has yet to be made."""

from django.utils import timezone

from wms.platform.commands import command
from wms.platform.history.contracts import ChangedValue
from wms.shipping.contracts import (
    CancelShipment,
    ManifestChange,
    ShipmentHandedOver,
    ShipmentStatus,
    shipment_id_for,
)
from wms.shipping.models import Shipment, ShippingHistoryRecord, ShippingOutbox
from wms.shipping.selectors import facts


@command
def cancel_shipment(request: CancelShipment) -> None:
    """Close the shipment of an order in a round; it leaves its manifest.

    It closes the round, also for a shipment that has yet to be made.

    Raises:
        ShipmentHandedOver: the carrier has it.
    """
    shipment_id = shipment_id_for(request.order_id, request.round_no)
    reason = request.reason[:200]
    Shipment.objects.bulk_create(
        [
            Shipment(
                shipment_id=shipment_id,
                number=None,
                order_id=request.order_id,
                client_id=request.client_id,
                warehouse_id=request.warehouse_id,
                round_no=request.round_no,
                status=ShipmentStatus.VOIDED,
                cancel_reason=reason,
            )
        ],
        ignore_conflicts=True,
    )
    # Hand-over takes the same lock: whoever has it first decides, the other is refused.
    row = Shipment.objects.locked().get(shipment_id=shipment_id)
    if row.status == ShipmentStatus.VOIDED:
        return
    if row.status == ShipmentStatus.SHIPPED:
        raise ShipmentHandedOver(f"{row} left at {row.shipped_at}")
    row.parcels.update(voided_at=timezone.now())
    row.become(ShipmentStatus.VOIDED)
    if row.manifest_id is not None:
        ShippingHistoryRecord.note(
            row.manifest_id,
            ManifestChange.SHIPMENT_REMOVED,
            [ChangedValue(name="shipment", was=str(row))],
            reason=reason,
        )
    row.manifest = None
    row.cancel_reason = reason
    row.version += 1
    row.save(update_fields=["status", "manifest", "cancel_reason", "version"])
    ShippingOutbox.publish(facts.cancelled(row), sequence=row.version)
