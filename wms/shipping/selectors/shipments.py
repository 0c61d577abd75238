"""Questions about shipments."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.orders.contracts import Address
from wms.platform.paging.lists import newest_first, of_each, oldest_first
from wms.shipping import contracts
from wms.shipping.contracts import (
    LabelMissing,
    ManifestId,
    ShipmentFilter,
    ShipmentId,
    ShipmentNotFound,
    ShipmentStatus,
    ShipmentSummary,
    ShippedParcel,
    shipment_id_for,
)
from wms.shipping.models import Parcel, Shipment

ADDRESS = TypeAdapter(Address)


def get_shipment(
    *, shipment_id: ShipmentId, client_id: ClientId | None = None
) -> contracts.Shipment:
    """Return a shipment with its parcels.

    Raises:
        ShipmentNotFound: there is none, or not of this client.
    """
    return describe(_row(shipment_id, client_id))


def find_shipment(*, order_id: OrderId, round_no: int) -> contracts.Shipment | None:
    """Return the shipment of an order in a round; None if nobody has made one."""
    shipment_id = shipment_id_for(order_id, round_no)
    shipments = Shipment.objects.made().filter(shipment_id=shipment_id)
    row = shipments.prefetch_related("parcels").first()
    return None if row is None else describe(row)


def get_label(*, shipment_id: ShipmentId, client_id: ClientId | None = None) -> str:
    """Return the labels of all cartons of a shipment as one ZPL II job.

    Raises:
        ShipmentNotFound: there is no such shipment, or not of this client.
        LabelMissing: none was bought yet, or it was given back.
    """
    row = _row(shipment_id, client_id)
    labels = [parcel.zpl for parcel in row.parcels.all() if parcel.zpl and not parcel.voided_at]
    if not labels or row.withdrawn_at:
        raise LabelMissing(f"{row} has no label")
    return "".join(labels)


def list_shipments(
    *, client_id: ClientId | None, filters: ShipmentFilter, page: PageRequest
) -> Page[ShipmentSummary]:
    """Return the shipments of a client (None: of all), newest first, or the available ones by age.

    Raises:
        InvalidCursor: no page of this list gave the cursor.
    """
    rows = Shipment.objects.made().of_client(client_id).with_tracking()
    if filters.number is not None:
        rows = rows.filter(number=filters.number.strip().upper())
    if filters.order_id is not None:
        rows = rows.filter(order_id=filters.order_id)
    if filters.manifest_id is not None:
        rows = rows.filter(manifest_id=filters.manifest_id)
    if filters.available:
        rows = rows.filter(status__in=filters.status) if filters.status else rows
        return oldest_first(rows.awaiting_manifest(), page, _summarise)
    return newest_first(of_each(rows, "status", filters.status), page, _summarise)


def shipments_called(called: Iterable[str]) -> tuple[ShipmentId, ...]:
    """Return the ids of shipments that are called by their numbers or tracking numbers.

    Raises:
        ShipmentNotFound: nothing is called so.
    """
    asked = {each: each.upper() for each in called}
    rows = Shipment.objects.filter(number__in=asked.values()).values_list("number", "shipment_id")
    parcels = Parcel.objects.filter(tracking_number__in=asked)
    tracked = parcels.values_list("tracking_number", "shipment__shipment_id")
    by_number, by_tracking = dict(rows), dict(tracked)
    found = {each: by_tracking.get(each) or by_number.get(asked[each]) for each in asked}
    missing = [each for each in asked if found[each] is None]
    if missing:
        raise ShipmentNotFound(f"no shipment is called {', '.join(missing[:10])}")
    return tuple(ShipmentId(each) for each in dict.fromkeys(found.values()) if each is not None)


def describe(row: Shipment) -> contracts.Shipment:
    """Return what other contexts may know of a shipment."""
    return contracts.Shipment(
        shipment_id=ShipmentId(row.shipment_id),
        number=row.number or "",
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        round_no=row.round_no,
        status=ShipmentStatus(row.status),
        carrier=row.carrier,
        service=row.service,
        manifest_id=None if row.manifest_id is None else ManifestId(row.manifest_id),
        address=ADDRESS.validate_python(row.address),
        created_at=row.created_at,
        shipped_at=row.shipped_at,
        version=row.version,
        parcels=tuple(
            ShippedParcel(
                carton_id=parcel.carton_id,
                carton_no=parcel.carton_no,
                weight_grams=parcel.weight_grams,
                tracking_number=parcel.tracking_number,
            )
            for parcel in row.parcels.all()
        ),
    )


def tracking_numbers(row: Shipment) -> tuple[str, ...]:
    """Return the tracking numbers of a shipment, in the order of its cartons."""
    return tuple(each.tracking_number for each in row.parcels.all() if each.tracking_number)


def _row(shipment_id: ShipmentId, client_id: ClientId | None) -> Shipment:
    shipments = Shipment.objects.made().of_client(client_id).filter(shipment_id=shipment_id)
    row = shipments.prefetch_related("parcels").first()
    if row is None:
        raise ShipmentNotFound(f"there is no shipment {shipment_id}")
    return row


def _summarise(row: Shipment) -> ShipmentSummary:
    return ShipmentSummary(
        shipment_id=ShipmentId(row.shipment_id),
        number=row.number or "",
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        status=ShipmentStatus(row.status),
        carrier=row.carrier,
        tracking_numbers=tracking_numbers(row),
        created_at=row.created_at,
    )
