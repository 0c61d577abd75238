"""What is published about shipments and manifests, read from their rows."""

from collections.abc import Iterable

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
    return ShipmentCreatedEvent.of(row, number=str(row))


def labelled(row: Shipment) -> LabelGeneratedEvent:
    """Say which tracking numbers a shipment has."""
    return LabelGeneratedEvent.of(row, tracking_numbers=tracking_numbers(row))


def shipped(row: Shipment) -> ShipmentShippedEvent:
    """Say that the carrier has a shipment."""
    return ShipmentShippedEvent.of(row, tracking_numbers=tracking_numbers(row))


def cancelled(row: Shipment) -> ShipmentCancelledEvent:
    """Say that an order will not leave on a shipment."""
    return ShipmentCancelledEvent.of(row, reason=row.cancel_reason)


def manifest_closed(row: Manifest, shipments: Iterable[Shipment]) -> ManifestClosedEvent:
    """Say that the carrier took everything on a list."""
    return ManifestClosedEvent.of(
        row,
        manifest_id=ManifestId(row.id),
        number=str(row),
        shipment_ids=tuple(ShipmentId(each.shipment_id) for each in shipments),
    )
