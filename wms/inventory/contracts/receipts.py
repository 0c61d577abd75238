"""Goods that come in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.inventory.contracts.words import Code
from wms.kernel.ids import ClientId, WarehouseId

Quantity = Annotated[int, Ge(1), Le(10_000_000)]


@dataclass(frozen=True, kw_only=True)
class NewReceiptLine:
    """Units of a SKU put at a location."""

    sku: Code
    location: Annotated[str, Len(1, 32)]
    quantity: Quantity
    lot: Annotated[str, Len(0, 64)] = ""
    expires_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewReceipt:
    """The body of ``POST /receipts``; ``reference`` is unique per client, so repeats are safe."""

    reference: Code
    lines: Annotated[tuple[NewReceiptLine, ...], Len(1, 2000)]
    warehouse: Annotated[str, Len(1, 32)] | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiveStock:
    """Take goods of a client into a warehouse."""

    client_id: ClientId
    warehouse_id: WarehouseId
    receipt: NewReceipt
    actor: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Goods that came in."""

    receipt_id: UUID
    reference: str
    received_at: datetime
    lines: tuple[NewReceiptLine, ...]
