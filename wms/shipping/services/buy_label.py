"""Buy labels from the carrier."""

from wms.shipping.carriers.carrier import LabelRequest
from wms.shipping.carriers.directory import the_carrier
from wms.shipping.contracts import (
    BuyLabel,
    Parcel,
    ParcelLabel,
    RecordLabel,
    ShipmentId,
    ShipmentNotFound,
    ShipmentStatus,
    ShipRoundClosed,
)
from wms.shipping.models import Shipment
from wms.shipping.selectors.shipments import ADDRESS
from wms.shipping.services.outside import outside_transaction


def buy_label(request: BuyLabel) -> RecordLabel:
    """Return the labels of a shipment, bought once under its id; ``record_label`` keeps them.

    A network call outside any transaction. A shipment that has its labels is not asked for again.

    Raises:
        ShipmentNotFound: there is no such shipment.
        ShipRoundClosed: it was cancelled.
        AddressNotServable: no service goes to its address; asking again cannot help.
        CarrierUnavailable: no answer in time; the same request must be sent again.
        RuntimeError: it was called inside a transaction.
    """
    outside_transaction()
    row = (
        Shipment.objects.filter(shipment_id=request.shipment_id).prefetch_related("parcels").first()
    )
    if row is None:
        raise ShipmentNotFound(f"there is no shipment {request.shipment_id}")
    if row.status == ShipmentStatus.VOIDED or row.withdrawn_at:
        raise ShipRoundClosed(f"{row} was cancelled: {row.cancel_reason}")
    if row.status != ShipmentStatus.CREATED:
        return _known(row)
    carrier = the_carrier()
    sold = carrier.buy(_request(row))
    return RecordLabel(
        shipment_id=request.shipment_id,
        carrier=carrier.name,
        service=sold.service,
        labels=sold.labels,
    )


def _known(row: Shipment) -> RecordLabel:
    return RecordLabel(
        shipment_id=ShipmentId(row.shipment_id),
        carrier=row.carrier,
        service=row.service,
        labels=tuple(
            ParcelLabel(
                carton_no=parcel.carton_no,
                tracking_number=parcel.tracking_number,
                zpl=parcel.zpl,
            )
            for parcel in row.parcels.all()
        ),
    )


def _request(row: Shipment) -> LabelRequest:
    return LabelRequest(
        shipment_id=ShipmentId(row.shipment_id),
        order_number=row.order_number,
        address=ADDRESS.validate_python(row.address),
        parcels=tuple(
            Parcel(
                carton_id=parcel.carton_id,
                carton_no=parcel.carton_no,
                weight_grams=parcel.weight_grams,
                length_mm=parcel.length_mm,
                width_mm=parcel.width_mm,
                height_mm=parcel.height_mm,
            )
            for parcel in row.parcels.all()
        ),
    )
