"""Keep the labels a carrier sold."""

from wms.platform.batches import AT_ONCE
from wms.platform.commands import command
from wms.shipping import contracts
from wms.shipping.contracts import (
    LabelDiffers,
    RecordLabel,
    ShipmentNotFound,
    ShipmentStatus,
    ShipRoundClosed,
)
from wms.shipping.models import Parcel, Shipment, ShippingOutbox
from wms.shipping.selectors import facts
from wms.shipping.selectors.shipments import describe


@command
def record_label(request: RecordLabel) -> contracts.Shipment:
    """Give every carton of a shipment its label; the same labels again change nothing.

    Raises:
        ShipmentNotFound: there is no such shipment.
        ShipRoundClosed: it was cancelled, or its labels are being given back.
        LabelDiffers: it has other labels, or these are not one for each of its cartons.
    """
    row = Shipment.objects.prefetch_related("parcels").locked_one(
        request.shipment_id, missing=ShipmentNotFound
    )
    if row.status == ShipmentStatus.VOIDED or row.withdrawn_at:
        raise ShipRoundClosed(f"{row} was cancelled: {row.cancel_reason}")
    parcels = list(row.parcels.all())
    labels = {label.carton_no: label for label in request.labels}
    if len(labels) != len(request.labels) or set(labels) != {each.carton_no for each in parcels}:
        raise LabelDiffers(f"{row} wants one label for each of its {len(parcels)} cartons")
    if row.status != ShipmentStatus.CREATED:
        if any(each.tracking_number != labels[each.carton_no].tracking_number for each in parcels):
            raise LabelDiffers(f"{row} has other tracking numbers")
        return describe(row)

    for parcel in parcels:
        parcel.tracking_number = labels[parcel.carton_no].tracking_number
        parcel.zpl = labels[parcel.carton_no].zpl
    Parcel.objects.bulk_update(parcels, ["tracking_number", "zpl"], batch_size=AT_ONCE)
    row.become(ShipmentStatus.LABELLED)
    row.carrier, row.service = request.carrier, request.service
    row.version += 1
    row.save(update_fields=["status", "carrier", "service", "version"])
    ShippingOutbox.publish(facts.labelled(row), sequence=row.version)
    return describe(row)
