"""Pick faces, which are replenished, and stock that is not to run out unseen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le

from wms.inventory.catalogue.contracts.words import PlaceCode, ShortCode
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import Code

Level = Annotated[int, Ge(0), Le(10_000_000)]


@dataclass(frozen=True, kw_only=True)
class NewPickFace:
    """The body of ``POST /pick-faces``: below ``minimum`` units it is filled up to ``maximum``.

    A minimum of 0 lets it run empty.
    """

    sku: ShortCode
    location: PlaceCode
    minimum: Level
    maximum: Annotated[int, Ge(1), Le(10_000_000)]
    warehouse: PlaceCode | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())
        if self.minimum > self.maximum:
            raise ValueError("the minimum is not above the maximum")


@dataclass(frozen=True, kw_only=True)
class SetPickFace:
    """Keep a pick location filled with a SKU; said again with other numbers, these hold."""

    client_id: ClientId
    warehouse_id: WarehouseId
    face: NewPickFace
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class PickFace:
    """A pick location that is replenished with a SKU; numbers in base units."""

    pick_face_id: UUID
    warehouse_id: WarehouseId
    sku: Code
    location: Code
    minimum: int
    maximum: int


@dataclass(frozen=True, kw_only=True)
class RemovePickFace:
    """Keep a pick location filled no more."""

    pick_face_id: UUID
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class RemovedPickFace:
    """A pick face as it was, and the numbers of the tasks that were cancelled with it."""

    pick_face: PickFace
    cancelled_tasks: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True)
class PickFaceFilter:
    """Which pick faces of a client to list."""

    sku: ShortCode | None = None
    location: PlaceCode | None = None
    warehouse: PlaceCode | None = None


@dataclass(frozen=True, kw_only=True)
class PlanReplenishment:
    """Open tasks for every pick face that has too little."""

    now: datetime


@dataclass(frozen=True, kw_only=True)
class PlanReplenishmentPage:
    """The same for a page of pick faces, those that come after the one named."""

    after: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReplenishmentPage:
    """What came of a page: how many pick faces were looked at, tasks and units they got.

    ``next`` is what the next page comes after; None when this was the last one.
    """

    faces: int = 0
    tasks: int = 0
    units: int = 0
    next: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NewStockThreshold:
    """The body of ``POST /stock-thresholds``: less than so many units available to promise are few.

    0 is never reached: nobody is alerted.
    """

    sku: ShortCode
    low_stock_at: Level
    warehouse: PlaceCode | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class SetStockThreshold:
    """Say when stock of a SKU is low; said again with another number, that one holds."""

    client_id: ClientId
    warehouse_id: WarehouseId
    threshold: NewStockThreshold
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class StockThreshold:
    """When stock of a SKU is low, what is available to promise, and since when it is low."""

    threshold_id: UUID
    warehouse_id: WarehouseId
    sku: Code
    low_stock_at: int
    atp: int
    low_since: datetime | None


@dataclass(frozen=True, kw_only=True)
class RemoveStockThreshold:
    """Alert nobody any more when stock of a SKU is low."""

    threshold_id: UUID
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class StockThresholdFilter:
    """Which thresholds of a client to list."""

    sku: ShortCode | None = None
    is_low: bool | None = None
    warehouse: PlaceCode | None = None


@dataclass(frozen=True, kw_only=True)
class WatchLowStock:
    """Look whose stock fell below its threshold, or rose again."""

    now: datetime
