"""SKUs and locations."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.inventory.catalogue.contracts.words import (
    BlockCause,
    LocationKind,
    PlaceCode,
    ShortCode,
    Tracking,
)
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import CODE, TEXT, Code, Text
from wms.orders.contracts import Money

_SKU = re.compile(r"[A-Z0-9][A-Z0-9 ._/+-]{0,63}")
_LOCATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,31}")


@dataclass(frozen=True, kw_only=True)
class NewSku:
    """The body of ``POST /skus``; weight in grams, lengths in millimetres, per base unit."""

    code: ShortCode
    description: Annotated[str, Len(0, 200), TEXT] = ""
    base_unit: Annotated[str, Len(1, 16), CODE] = "each"
    gtin: Annotated[str, Len(0, 32), CODE] | None = None
    weight_grams: Annotated[int, Ge(0), Le(10_000_000)] = 0
    length_mm: Annotated[int, Ge(0), Le(100_000)] = 0
    width_mm: Annotated[int, Ge(0), Le(100_000)] = 0
    height_mm: Annotated[int, Ge(0), Le(100_000)] = 0
    tracking: Tracking = Tracking.NONE
    storage_class: Annotated[str, Len(0, 16), CODE] = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "code", self.code.strip().upper())
        if not _SKU.fullmatch(self.code):
            raise ValueError("a SKU code is letters, digits and . _ / + - inside")


@dataclass(frozen=True, kw_only=True)
class RegisterSku:
    """Make a SKU of a client known; the same SKU again changes nothing."""

    client_id: ClientId
    sku: NewSku
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class NewSkuValue:
    """The body of ``POST /sku-values``: what one base unit is worth; null is "nobody says"."""

    sku: ShortCode
    value: Money | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class SetSkuValue:
    """Say what a SKU is worth; said again with another value, that one holds."""

    client_id: ClientId
    value: NewSkuValue
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class SkuValueChange:
    """Another value of a SKU: what one base unit was worth, what it is worth now, who says so."""

    change_id: UUID
    sku: Code
    before: Money | None
    value: Money | None
    actor: Actor
    actor_id: Code
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class SkuValueFilter:
    """Which changes of values of a client to list."""

    sku: Code | None = None


@dataclass(frozen=True, kw_only=True)
class Sku:
    """The smallest thing stock is kept of."""

    sku_id: UUID
    client_id: ClientId
    code: Code
    description: Text
    base_unit: Code
    gtin: Code | None
    weight_grams: int
    length_mm: int
    width_mm: int
    height_mm: int
    tracking: Tracking
    storage_class: Code
    value: Money | None = None


@dataclass(frozen=True, kw_only=True)
class NewLocation:
    """The body of ``POST /locations``; pickers walk in the order of ``pick_sequence``."""

    code: PlaceCode
    kind: LocationKind
    pick_sequence: Annotated[int, Ge(0), Le(10_000_000)] = 0
    zone: Annotated[str, Len(0, 16), CODE] = ""
    aisle: Annotated[str, Len(0, 16), CODE] = ""
    bay: Annotated[str, Len(0, 16), CODE] = ""
    level: Annotated[str, Len(0, 16), CODE] = ""
    storage_class: Annotated[str, Len(0, 16), CODE] = ""
    max_units: Annotated[int, Ge(1), Le(10_000_000)] | None = None
    warehouse: PlaceCode | None = None

    def __post_init__(self) -> None:
        if not _LOCATION.fullmatch(self.code):
            raise ValueError("a location code is letters, digits and . _ / + - inside")


@dataclass(frozen=True, kw_only=True)
class RegisterLocation:
    """Make a location of a warehouse known; the same location again changes nothing."""

    warehouse_id: WarehouseId
    location: NewLocation
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class LocationState:
    """The body of ``POST /locations/{id}/block`` and ``…/unblock``."""

    reason: Annotated[str, Len(1, 200), TEXT]


@dataclass(frozen=True, kw_only=True)
class BlockLocation:
    """Let nothing more be reserved or allocated from a location, or (not ``blocked``) again."""

    location_id: UUID
    reason: Text
    actor: Actor
    blocked: bool = True


@dataclass(frozen=True, kw_only=True)
class Location:
    """The smallest addressable place."""

    location_id: UUID
    warehouse_id: WarehouseId
    code: Code
    kind: LocationKind
    pick_sequence: int
    zone: Code
    aisle: Code
    bay: Code
    level: Code
    is_blocked: bool
    blocked_for: BlockCause | None
    block_note: Text
    storage_class: Code
    max_units: int | None


@dataclass(frozen=True, kw_only=True)
class SkuFilter:
    """Which SKUs of a client to list."""

    code: ShortCode | None = None


@dataclass(frozen=True, kw_only=True)
class LocationFilter:
    """Which locations of a warehouse to list."""

    kind: tuple[LocationKind, ...] = ()
    code: ShortCode | None = None
    warehouse: PlaceCode | None = None
