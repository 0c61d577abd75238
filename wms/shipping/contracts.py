"""What callers hand to shipping and get back: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from annotated_types import Len

from wms.kernel.errors import Conflict, NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId, round_id
from wms.orders.contracts import Address

ShipmentId = NewType("ShipmentId", UUID)
ManifestId = NewType("ManifestId", UUID)


def shipment_id_for(order_id: OrderId, round_no: int) -> ShipmentId:
    """Return the id that everybody who ships an order in this round arrives at."""
    return ShipmentId(round_id(order_id, "shipment", round_no))


class ShipmentStatus(StrEnum):
    """How far a shipment has come."""

    CREATED = "created"
    LABELLED = "labelled"
    MANIFESTED = "manifested"
    SHIPPED = "shipped"
    VOIDED = "voided"


class ManifestStatus(StrEnum):
    """A closed manifest is frozen: the carrier has its shipments."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """A carton to be shipped; grams and millimetres."""

    carton_id: UUID
    carton_no: int
    weight_grams: int
    length_mm: int
    width_mm: int
    height_mm: int


@dataclass(frozen=True, kw_only=True)
class CreateShipment:
    """Make the shipment of a packed order."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: str
    address: Address
    parcels: tuple[Parcel, ...]
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class BuyLabel:
    """Buy labels for a shipment from its carrier, once: the key is the shipment's id."""

    shipment_id: ShipmentId


@dataclass(frozen=True, kw_only=True)
class ParcelLabel:
    """The label and tracking number of one carton; ``zpl`` is for the label printer."""

    carton_no: int
    tracking_number: str
    zpl: str


@dataclass(frozen=True, kw_only=True)
class RecordLabel:
    """Keep the labels that the carrier sold for a shipment."""

    shipment_id: ShipmentId
    carrier: str
    service: str
    labels: tuple[ParcelLabel, ...]


@dataclass(frozen=True, kw_only=True)
class VoidLabel:
    """Give labels back to the carrier; a shipment that has none is nothing to void."""

    shipment_id: ShipmentId


@dataclass(frozen=True, kw_only=True)
class CancelShipment:
    """Close the shipment of an order in a round, made or not, before it is handed over."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    reason: str
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class NewManifest:
    """The body of ``POST /manifests``: labelled shipments of one carrier for one truck."""

    shipment_ids: Annotated[tuple[ShipmentId, ...], Len(1, 2000)]


@dataclass(frozen=True, kw_only=True)
class OpenManifest:
    """List labelled shipments for a carrier. With a client, only shipments of that client."""

    shipment_ids: tuple[ShipmentId, ...]
    actor: str
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CloseManifest:
    """Hand the shipments of a manifest over to the carrier; a closed one stays as it is."""

    manifest_id: ManifestId
    actor: str
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ShipShipment:
    """Hand one labelled shipment over, on a manifest of its own."""

    shipment_id: ShipmentId
    actor: str
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ShippedParcel:
    """A carton of a shipment with its tracking number, empty until it is labelled."""

    carton_id: UUID
    carton_no: int
    weight_grams: int
    tracking_number: str


@dataclass(frozen=True, kw_only=True)
class Shipment:
    """Cartons to one consignee by one service of a carrier."""

    shipment_id: ShipmentId
    number: str
    order_id: OrderId
    order_number: str
    client_id: ClientId
    warehouse_id: WarehouseId
    round_no: int
    status: ShipmentStatus
    carrier: str
    service: str
    manifest_id: ManifestId | None
    address: Address
    created_at: datetime
    shipped_at: datetime | None
    version: int
    parcels: tuple[ShippedParcel, ...]


@dataclass(frozen=True, kw_only=True)
class ShipmentFilter:
    """Which shipments to list."""

    status: ShipmentStatus | None = None
    order_id: OrderId | None = None
    manifest_id: ManifestId | None = None


@dataclass(frozen=True, kw_only=True)
class ManifestFilter:
    """Which manifests to list."""

    status: ManifestStatus | None = None
    carrier: Annotated[str, Len(1, 32)] | None = None


@dataclass(frozen=True, kw_only=True)
class ShipmentSummary:
    """A shipment in a list."""

    shipment_id: ShipmentId
    number: str
    order_id: OrderId
    order_number: str
    status: ShipmentStatus
    carrier: str
    tracking_numbers: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The list handed to the carrier."""

    manifest_id: ManifestId
    number: str
    carrier: str
    status: ManifestStatus
    shipment_ids: tuple[ShipmentId, ...]
    created_at: datetime
    closed_at: datetime | None


class ShipmentNotFound(NotFound):
    """There is no such shipment."""

    code = "shipment_not_found"


class ManifestNotFound(NotFound):
    """There is no such manifest."""

    code = "manifest_not_found"


class ShipmentNotReady(Conflict):
    """The shipment is not in a state that allows this."""

    code = "shipment_not_ready"


class LabelMissing(NotFound):
    """The shipment has no label yet."""

    code = "label_missing"


class LabelDiffers(Conflict):
    """The shipment has other labels: never two for one carton."""

    code = "label_differs"


class MixedCarriers(Conflict):
    """A manifest is for one carrier."""

    code = "mixed_carriers"


class MixedManifest(Conflict):
    """A manifest is for the goods of one client in one warehouse."""

    code = "mixed_manifest"


class ShipmentHandedOver(Conflict):
    """The carrier has the shipment."""

    code = "shipment_handed_over"


class ShipRoundClosed(Conflict):
    """The shipment was cancelled in this round; only another round can make one."""

    code = "ship_round_closed"


class AddressNotServable(Conflict):
    """No carrier service goes to the address; asking again cannot help."""

    code = "address_not_servable"


class CarrierUnavailable(Exception):
    """The carrier did not answer, or not in time; whether it acted is unknown.

    No refusal: the same request under the same key may be sent again, and must be.
    """
