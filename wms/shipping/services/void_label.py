"""Give labels back to the carrier."""

from django.utils import timezone

from wms.platform.commands import command
from wms.shipping.carriers.directory import the_carrier
from wms.shipping.contracts import ShipmentHandedOver, ShipmentStatus, VoidLabel
from wms.shipping.models import Shipment


def void_label(request: VoidLabel) -> None:
    """Give back what the carrier sold for a shipment; nothing sold is nothing to void.

    First the shipment is marked, so that it can no longer leave; then the carrier is asked, by a
    network call outside any transaction. Labels that were sold but never recorded are given back
    too. The caller tries again until it works.

    Raises:
        ShipmentHandedOver: the carrier has the shipment.
        CarrierUnavailable: no answer in time; the same request must be sent again.
        RuntimeError: it was called inside a transaction.
    """
    withdraw_label(request)
    the_carrier().void(request.shipment_id)


@command
def withdraw_label(request: VoidLabel) -> None:
    """Forbid a shipment to leave, before its labels are given back.

    Raises:
        ShipmentHandedOver: the carrier has it.
    """
    row = Shipment.objects.filter(shipment_id=request.shipment_id).locked().first()
    if row is None or row.withdrawn_at:
        return
    if row.status == ShipmentStatus.SHIPPED:
        raise ShipmentHandedOver(f"{row} left at {row.shipped_at}")
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
