"""Goods that are announced before they come."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from annotated_types import Ge, Le, Len

from wms.inventory.catalogue.contracts.words import PlaceCode, ShortCode
from wms.kernel.actors import Actor
from wms.kernel.errors import Conflict, NotFound
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import CODE, Code

NoticeId = NewType("NoticeId", UUID)


class InboundStatus(StrEnum):
    """Whether receipts still count against a notice."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class NewInboundLine:
    """Units of a SKU that are on their way; without a lot, any lot counts."""

    sku: ShortCode
    quantity: Annotated[int, Ge(1), Le(10_000_000)]
    lot: Annotated[str, Len(0, 64), CODE] = ""
    expires_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sku", self.sku.strip().upper())


@dataclass(frozen=True, kw_only=True)
class NewInboundNotice:
    """The body of ``POST /inbound-notices``; ``reference`` is unique per client.

    ``accept_over`` lets more come than is announced; it needs the scope ``inventory:approve``.
    An expiry date is one of a lot, and a lot has one.
    """

    reference: ShortCode
    lines: Annotated[tuple[NewInboundLine, ...], Len(1, 2000)]
    expected_on: date | None = None
    accept_over: bool = False
    warehouse: PlaceCode | None = None

    def __post_init__(self) -> None:
        dates: dict[tuple[str, str], date] = {}
        for each in self.lines:
            if each.expires_on is None:
                continue
            if not each.lot:
                raise ValueError(f"{each.sku} is announced with an expiry date, and no lot")
            if dates.setdefault((each.sku, each.lot), each.expires_on) != each.expires_on:
                raise ValueError(f"lot {each.lot} of {each.sku} is announced with two expiry dates")


@dataclass(frozen=True, kw_only=True)
class AnnounceInbound:
    """Say that goods of a client are on their way to a warehouse."""

    client_id: ClientId
    warehouse_id: WarehouseId
    notice: NewInboundNotice
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class InboundDate:
    """The body of ``POST /inbound-notices/{id}/expect``; None says that no day is known."""

    expected_on: date | None


@dataclass(frozen=True, kw_only=True)
class ExpectInbound:
    """Say on which day the goods of a notice are expected now."""

    notice_id: NoticeId
    expected_on: date | None
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class CloseInbound:
    """Say that no more comes of what was announced."""

    notice_id: NoticeId
    actor: Actor
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class InboundLine:
    """Units announced and received; ``short`` is what had not come when the notice was closed."""

    line_no: int
    sku: Code
    lot: Code
    expires_on: date | None
    expected: int
    received: int
    short: int


@dataclass(frozen=True, kw_only=True)
class InboundNotice:
    """Goods that were announced, with how much of them came."""

    notice_id: NoticeId
    number: Code
    reference: Code
    client_id: ClientId
    warehouse_id: WarehouseId
    status: InboundStatus
    expected_on: date | None
    accept_over: bool
    created_at: datetime
    closed_at: datetime | None
    lines: tuple[InboundLine, ...]


@dataclass(frozen=True, kw_only=True)
class InboundNoticeSummary:
    """A notice in a list, with its units in all."""

    notice_id: NoticeId
    number: Code
    reference: Code
    warehouse_id: WarehouseId
    status: InboundStatus
    expected_on: date | None
    created_at: datetime
    line_count: int
    expected: int
    received: int


@dataclass(frozen=True, kw_only=True)
class InboundNoticeFilter:
    """Which notices of a client to list."""

    status: tuple[InboundStatus, ...] = ()
    reference: ShortCode | None = None
    warehouse: PlaceCode | None = None


class NoticeNotFound(NotFound):
    """The client has no such notice for this warehouse."""

    code = "notice_not_found"


class NoticeDiffers(Conflict):
    """Something else was announced under this reference."""

    code = "notice_differs"


class NoticeClosed(Conflict):
    """The notice is closed; what comes now comes without it."""

    code = "notice_closed"


class NotOnNotice(Conflict):
    """The notice names no such SKU, or not in this lot."""

    code = "not_on_notice"


class OverDelivery(Conflict):
    """More came than was announced, and than may come beyond it."""

    code = "over_delivery"
