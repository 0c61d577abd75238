"""What a person changes: where goods lie, how many there are, whether they are fit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.inventory.catalogue.contracts.words import (
    Lot,
    Note,
    PlaceCode,
    Quantity,
    ShortCode,
    StatusChangeReason,
    StockStatus,
)
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import Code, Text

MOST_LINES = 500


@dataclass(frozen=True, kw_only=True)
class TransferLine:
    """Units of a SKU to be carried from one location to another; their status stays."""

    sku: ShortCode
    from_location: PlaceCode
    to_location: PlaceCode
    quantity: Quantity
    lot: Lot = ""
    status: StockStatus = StockStatus.USABLE

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewTransfer:
    """The body of ``POST /transfers``; ``reference`` is unique per client among transfers."""

    reference: ShortCode
    lines: Annotated[tuple[TransferLine, ...], Len(1, MOST_LINES)]
    note: Note = ""
    warehouse: PlaceCode | None = None


@dataclass(frozen=True, kw_only=True)
class TransferStock:
    """Carry goods of a client from place to place in a warehouse: every line, or none."""

    client_id: ClientId
    warehouse_id: WarehouseId
    transfer: NewTransfer
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Goods that were carried from place to place."""

    transfer_id: UUID
    warehouse_id: WarehouseId
    reference: Code
    actor: Actor
    note: Text
    moved_at: datetime
    lines: tuple[TransferLine, ...]


@dataclass(frozen=True, kw_only=True)
class StatusLine:
    """Units of a SKU that stay where they are and take another status."""

    sku: ShortCode
    location: PlaceCode
    quantity: Quantity
    to_status: StockStatus
    from_status: StockStatus = StockStatus.USABLE
    lot: Lot = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewStatusChange:
    """The body of ``POST /status-changes``; ``force`` reallocates what is allocated."""

    reference: ShortCode
    reason_code: StatusChangeReason
    lines: Annotated[tuple[StatusLine, ...], Len(1, MOST_LINES)]
    note: Note = ""
    force: bool = False
    warehouse: PlaceCode | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeStatus:
    """Say that goods of a client are fit for use, or not: every line, or none."""

    client_id: ClientId
    warehouse_id: WarehouseId
    change: NewStatusChange
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class StatusChange:
    """Goods that took another status."""

    change_id: UUID
    warehouse_id: WarehouseId
    reference: Code
    reason_code: StatusChangeReason
    actor: Actor
    note: Text
    changed_at: datetime
    lines: tuple[StatusLine, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeFilter:
    """Which transfers or changes of status of a client to list."""

    reference: ShortCode | None = None
    warehouse: PlaceCode | None = None
