"""Goods that come in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.inventory.catalogue.contracts.words import PlaceCode, Quantity, ShortCode
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import CODE, Code


@dataclass(frozen=True, kw_only=True)
class NewReceiptLine:
    """Units of a SKU put at a location."""

    sku: ShortCode
    location: PlaceCode
    quantity: Quantity
    lot: Annotated[str, Len(0, 64), CODE] = ""
    expires_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewReceipt:
    """The body of ``POST /receipts``; ``reference`` is unique per client, so repeats are safe.

    ``notice`` is the reference under which the goods were announced. ``accept_over`` lets more
    come than that; it needs the scope ``inventory:approve``.
    """

    reference: ShortCode
    lines: Annotated[tuple[NewReceiptLine, ...], Len(1, 2000)]
    notice: ShortCode | None = None
    accept_over: bool = False
    warehouse: PlaceCode | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiveStock:
    """Take goods of a client into a warehouse."""

    client_id: ClientId
    warehouse_id: WarehouseId
    receipt: NewReceipt
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Goods that came in; ``notice`` is the reference of what they were announced by."""

    receipt_id: UUID
    reference: Code
    received_at: datetime
    lines: tuple[NewReceiptLine, ...]
    notice: Code | None = None
