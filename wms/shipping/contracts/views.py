"""Shipments and manifests as they are shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, Code
from wms.orders.contracts import Address
from wms.shipping.contracts.words import ManifestId, ManifestStatus, ShipmentId, ShipmentStatus


@dataclass(frozen=True, kw_only=True)
class ShippedParcel:
    """A carton of a shipment with its tracking number, empty until it is labelled."""

    carton_id: UUID
    carton_no: int
    weight_grams: int
    tracking_number: Code


@dataclass(frozen=True, kw_only=True)
class Shipment:
    """Cartons to one consignee by one service of a carrier."""

    shipment_id: ShipmentId
    number: Code
    order_id: OrderId
    order_number: Code
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    status: ShipmentStatus
    carrier: Code
    service: Code
    manifest_id: ManifestId | None
    address: Address
    created_at: datetime
    shipped_at: datetime | None
    version: int
    parcels: tuple[ShippedParcel, ...]


@dataclass(frozen=True, kw_only=True)
class ShipmentFilter:
    """Which shipments to list, the newest first.

    With ``available``, those that can be put on a manifest: the oldest first.
    """

    status: tuple[ShipmentStatus, ...] = ()
    order_id: OrderId | None = None
    manifest_id: ManifestId | None = None
    available: bool = False
    number: Annotated[str, Len(1, 32), CODE] | None = None


@dataclass(frozen=True, kw_only=True)
class ManifestFilter:
    """Which manifests to list."""

    status: tuple[ManifestStatus, ...] = ()
    carrier: Annotated[str, Len(1, 32), CODE] | None = None
    number: Annotated[str, Len(1, 32), CODE] | None = None


@dataclass(frozen=True, kw_only=True)
class ShipmentSummary:
    """A shipment in a list."""

    shipment_id: ShipmentId
    number: Code
    order_id: OrderId
    order_number: Code
    status: ShipmentStatus
    carrier: Code
    tracking_numbers: tuple[Code, ...]
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The list handed to the carrier; it has at most 2,000 shipments."""

    manifest_id: ManifestId
    number: Code
    carrier: Code
    status: ManifestStatus
    shipment_ids: tuple[ShipmentId, ...]
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ManifestSummary:
    """A manifest in a list; its shipments are counted, and listed by their ``manifest_id``."""

    manifest_id: ManifestId
    number: Code
    carrier: Code
    status: ManifestStatus
    shipment_count: int
    created_at: datetime
    closed_at: datetime | None
