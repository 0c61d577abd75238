"""Lots and serials."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from wms.inventory.catalogue.contracts.words import ShortCode
from wms.kernel.errors import Conflict, DomainError
from wms.kernel.text import Code


@dataclass(frozen=True, kw_only=True)
class Lot:
    """Goods of a SKU made together, or one unit with a serial; ``on_hand`` in any status."""

    lot_id: UUID
    sku: Code
    code: Code
    expires_on: date | None
    on_hand: int


@dataclass(frozen=True, kw_only=True)
class LotFilter:
    """Which lots of a client to list; those that expire up to and on a day."""

    sku: ShortCode | None = None
    code: ShortCode | None = None
    expires_by: date | None = None


class LotMissing(DomainError):
    """Goods of this SKU are kept by lot or by serial, and none is named."""

    code = "lot_missing"


class SerialNotSingle(DomainError):
    """A serial stands for exactly one unit."""

    code = "serial_not_single"


class SerialKnown(Conflict):
    """A unit with this serial is in stock already, or comes twice."""

    code = "serial_known"
