"""What is said of SKUs."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.catalogue.contracts.words import Tracking
from wms.kernel.events import Event
from wms.kernel.ids import ClientId
from wms.orders.contracts import Money


@dataclass(frozen=True, kw_only=True)
class SkuRegisteredEvent(Event, event_type="wms.inventory.sku-registered", subject="sku_id"):
    """A client has a SKU; weight in grams, lengths in millimetres, per base unit, 0 if unknown."""

    sku_id: UUID
    client_id: ClientId
    code: str
    description: str
    base_unit: str
    weight_grams: int
    length_mm: int
    width_mm: int
    height_mm: int
    tracking: Tracking


@dataclass(frozen=True, kw_only=True)
class SkuCorrectedEvent(Event, event_type="wms.inventory.sku-corrected", subject="sku_id"):
    """A SKU is like this from now on; units as when it was registered."""

    sku_id: UUID
    client_id: ClientId
    code: str
    description: str
    base_unit: str
    weight_grams: int
    length_mm: int
    width_mm: int
    height_mm: int
    tracking: Tracking


@dataclass(frozen=True, kw_only=True)
class SkuValuedEvent(Event, event_type="wms.inventory.sku-valued", subject="sku_id"):
    """One base unit of a SKU is worth this from now on; None is "nobody says"."""

    sku_id: UUID
    client_id: ClientId
    code: str
    value: Money | None
