"""Make the shipment of a packed order."""

from wms.platform.commands import command
from wms.shipping import contracts
from wms.shipping.contracts import (
    CreateShipment,
    ShipmentStatus,
    ShipRoundClosed,
    shipment_id_for,
)
from wms.shipping.models import Parcel, Shipment, ShippingOutbox
from wms.shipping.selectors import facts
from wms.shipping.selectors.shipments import ADDRESS, describe


@command
def create_shipment(request: CreateShipment) -> contracts.Shipment:
    """Make the shipment of an order in a round; one that is there is answered as it is.

    Raises:
        ShipRoundClosed: the shipment was cancelled in this round.
    """
    shipment_id = shipment_id_for(request.order_id, request.round_no)
    Shipment.objects.bulk_create(
        [
            Shipment(
                shipment_id=shipment_id,
                order_id=request.order_id,
                order_number=request.number,
                client_id=request.client_id,
                warehouse_id=request.warehouse_id,
                round_no=request.round_no,
                status=ShipmentStatus.CREATED,
                address=ADDRESS.dump_python(request.address, mode="json"),
            )
        ],
        ignore_conflicts=True,
    )
    row = Shipment.objects.locked().get(shipment_id=shipment_id)
    if row.status == ShipmentStatus.VOIDED or row.withdrawn_at:
        raise ShipRoundClosed(f"{row} was cancelled: {row.cancel_reason}")
    # A shipment that is made has published so; only a new row has no version.
    if row.version:
        return describe(row)
    Parcel.objects.bulk_create(
        Parcel(
            shipment=row,
            carton_id=parcel.carton_id,
            carton_no=parcel.carton_no,
            weight_grams=parcel.weight_grams,
            length_mm=parcel.length_mm,
            width_mm=parcel.width_mm,
            height_mm=parcel.height_mm,
        )
        for parcel in request.parcels
    )
    row.version = 1
    row.save(update_fields=["version"])
    ShippingOutbox.publish(facts.created(row), sequence=row.version)
    return describe(row)
