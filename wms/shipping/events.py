"""The facts shipping publishes, on the Kafka topic ``wms.shipping.events``."""

from dataclasses import dataclass

from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.shipping.contracts import ManifestId, ShipmentId


@dataclass(frozen=True, kw_only=True)
class ShipmentCreatedEvent(
    Event, event_type="wms.shipping.shipment-created", subject="shipment_id"
):
    """A packed order waits for its labels."""

    shipment_id: ShipmentId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str


@dataclass(frozen=True, kw_only=True)
class LabelGeneratedEvent(Event, event_type="wms.shipping.label-generated", subject="shipment_id"):
    """The carrier sold labels for the shipment."""

    shipment_id: ShipmentId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    carrier: str
    service: str
    tracking_numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ManifestClosedEvent(Event, event_type="wms.shipping.manifest-closed", subject="manifest_id"):
    """The carrier took everything on the list."""

    manifest_id: ManifestId
    # The first events of this type did not say whose goods they are.
    client_id: ClientId | None = None
    warehouse_id: WarehouseId
    number: str
    carrier: str
    shipment_ids: tuple[ShipmentId, ...]


@dataclass(frozen=True, kw_only=True)
class ShipmentShippedEvent(
    Event, event_type="wms.shipping.shipment-shipped", subject="shipment_id"
):
    """The carrier has the shipment."""

    shipment_id: ShipmentId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    carrier: str
    tracking_numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShipmentCancelledEvent(
    Event, event_type="wms.shipping.shipment-cancelled", subject="shipment_id"
):
    """The order will not leave on this shipment."""

    shipment_id: ShipmentId
    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    reason: str
