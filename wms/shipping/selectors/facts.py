"""What is published about shipments and manifests, read from their rows."""

from collections.abc import Iterable

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.shipping.contracts import ManifestId, ShipmentId
from wms.shipping.events import (
    LabelGeneratedEvent,
    ManifestClosedEvent,
    ShipmentCancelledEvent,
    ShipmentCreatedEvent,
    ShipmentShippedEvent,
)
from wms.shipping.models import Manifest, Shipment
from wms.shipping.selectors.shipments import tracking_numbers


def created(row: Shipment) -> ShipmentCreatedEvent:
    """Say that a packed order waits for its labels."""
    return ShipmentCreatedEvent(
        shipment_id=ShipmentId(row.shipment_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        number=str(row),
    )


def labelled(row: Shipment) -> LabelGeneratedEvent:
    """Say which tracking numbers a shipment has."""
    return LabelGeneratedEvent(
        shipment_id=ShipmentId(row.shipment_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        carrier=row.carrier,
        service=row.service,
        tracking_numbers=tracking_numbers(row),
    )


def shipped(row: Shipment) -> ShipmentShippedEvent:
    """Say that the carrier has a shipment."""
    return ShipmentShippedEvent(
        shipment_id=ShipmentId(row.shipment_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        round_no=row.round_no,
        carrier=row.carrier,
        tracking_numbers=tracking_numbers(row),
    )


def cancelled(row: Shipment) -> ShipmentCancelledEvent:
    """Say that an order will not leave on a shipment."""
    return ShipmentCancelledEvent(
        shipment_id=ShipmentId(row.shipment_id),
        order_id=OrderId(row.order_id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        round_no=row.round_no,
        reason=row.cancel_reason,
    )


def manifest_closed(row: Manifest, shipments: Iterable[Shipment]) -> ManifestClosedEvent:
    """Say that the carrier took everything on a list."""
    return ManifestClosedEvent(
        manifest_id=ManifestId(row.id),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        number=str(row),
        carrier=row.carrier,
        shipment_ids=tuple(ShipmentId(each.shipment_id) for each in shipments),
    )
