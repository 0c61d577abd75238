"""What shipping can be asked to do."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import TEXT, Code, Opaque, Text
from wms.orders.contracts import Address
from wms.shipping.contracts.words import ManifestId, ShipmentId

MAX_SHIPMENTS = 2_000
"""How many shipments a manifest has at most."""
MAX_REASON = 200


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
    number: Code
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
    tracking_number: Code
    zpl: Opaque


@dataclass(frozen=True, kw_only=True)
class RecordLabel:
    """Keep the labels that the carrier sold for a shipment."""

    shipment_id: ShipmentId
    carrier: Code
    service: Code
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
    reason: Text
    round_no: int = 1


@dataclass(frozen=True, kw_only=True)
class NewManifest:
    """The body of ``POST /manifests``: labelled shipments of one carrier for one truck."""

    shipment_ids: Annotated[tuple[ShipmentId, ...], Len(1, MAX_SHIPMENTS)]


@dataclass(frozen=True, kw_only=True)
class OpenManifest:
    """List labelled shipments for a carrier. With a client, only shipments of that client."""

    shipment_ids: tuple[ShipmentId, ...]
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class MoreShipments:
    """The body of ``POST /manifests/{manifest_id}/shipments``: what else the truck takes."""

    shipment_ids: Annotated[tuple[ShipmentId, ...], Len(1, MAX_SHIPMENTS)]


@dataclass(frozen=True, kw_only=True)
class AddShipments:
    """List more labelled shipments on an open manifest; those that stand on it stay."""

    manifest_id: ManifestId
    shipment_ids: tuple[ShipmentId, ...]
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class Removal:
    """Why a shipment stays behind."""

    reason: Annotated[str, Len(0, MAX_REASON), TEXT] = ""


@dataclass(frozen=True, kw_only=True)
class RemoveShipment:
    """Take a shipment off an open manifest; it can go on another one."""

    manifest_id: ManifestId
    shipment_id: ShipmentId
    actor: Actor
    reason: Text = ""
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class Dissolution:
    """The body of ``POST /manifests/{manifest_id}/dissolve``."""

    reason: Annotated[str, Len(1, MAX_REASON), TEXT]


@dataclass(frozen=True, kw_only=True)
class DissolveManifest:
    """Give an open manifest up: its shipments can go on others; a dissolved one stays as it is."""

    manifest_id: ManifestId
    reason: Text
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CloseManifest:
    """Hand the shipments of a manifest over to the carrier; a closed one stays as it is."""

    manifest_id: ManifestId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class ShipShipment:
    """Hand one labelled shipment over, on a manifest of its own."""

    shipment_id: ShipmentId
    actor: Actor
    client_id: ClientId | None = None
