"""What the saga and the exception inbox are asked, and what they answer: frozen and pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.fulfillment.actors import ACTOR
from wms.fulfillment.states import RunState
from wms.inventory.contracts import StockLine
from wms.kernel.actors import Actor
from wms.kernel.errors import NotFound
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import CODE, TEXT, Code, Text
from wms.orders.contracts import OrderStatus, Priority, ShippingPolicy
from wms.shipping.contracts import ShipmentStatus

FIRST_ROUND = 1
"""Nothing raises the round yet: an order is reserved, picked and shipped once."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long an order waits: past ``backorder`` it is cancelled, past others a person is told.

    ``floor`` holds for each of picking, packing and hand-over. ``carrier_attempts`` is how often
    the carrier is asked for a label before a person is told; it is asked on after that. So is any
    step that fails for longer than ``blocked``, whatever it is.

    Past its limit a wait looks again by itself, after ``first_look``, then after ever longer, up to
    ``longest_look``. A run whose history has ``events`` goes on in a new one.
    """

    backorder: timedelta
    wave: timedelta
    floor: timedelta
    carrier_attempts: int
    blocked: timedelta = timedelta(minutes=2)
    first_look: timedelta = timedelta(minutes=15)
    longest_look: timedelta = timedelta(hours=4)
    events: int = 2_000


@dataclass(frozen=True, kw_only=True)
class FulfillOrder:
    """Carry one order from reception to the carrier; the workflow reads no settings.

    A run that goes on in place of another has its ``state``. A later ``attempt`` has none: it
    reads what is the case.
    """

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: Code
    priority: Priority
    country: Code
    lines: tuple[StockLine, ...]
    limits: Limits
    shipping_policy: ShippingPolicy = ShippingPolicy.SHIP_COMPLETE
    attempt: int = 1
    state: RunState | None = None


class Outcome(StrEnum):
    """How a saga ended."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    FINISHED_BEFORE = "finished_before"


@dataclass(frozen=True, kw_only=True)
class SagaStatus:
    """The answer to the query ``status``; ``waits_for`` is empty while a step is taken."""

    status: OrderStatus
    waits_for: Code
    wave_id: UUID | None
    reason: Text


@dataclass(frozen=True, kw_only=True)
class OrderRound:
    """One attempt at one order: everything made in it has an id derived from these."""

    order_id: OrderId
    client_id: ClientId
    warehouse_id: WarehouseId
    number: Code
    round_no: int = FIRST_ROUND


@dataclass(frozen=True, kw_only=True)
class AssessOrder:
    """Ask the siblings whether an order can be worked on."""

    order_id: OrderId
    client_id: ClientId
    country: Code
    skus: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """How far the order is, and every reason why it cannot be worked on."""

    status: OrderStatus
    reasons: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class LabelledShipment:
    """A shipment whose cartons all carry a tracking number."""

    status: ShipmentStatus
    tracking_numbers: tuple[Code, ...]


GOODS_IN_STAGING = "goods_in_staging"
"""The kind of exception of an order that left picked goods behind."""


class ExceptionStatus(StrEnum):
    """Whether a person still has to look."""

    OPEN = "open"
    CLEARED = "cleared"


@dataclass(frozen=True, kw_only=True)
class RaiseException:
    """Put something before a person; at most one of a kind is open for a subject.

    The subject is what people call it: an order, a line of it, a count. ``exception_id`` makes a
    repeat safe, also after the exception was cleared. One with a ``subject_id``, the id of the row
    it is about, is told apart by its ``exception_id`` alone.
    """

    exception_id: UUID
    client_id: ClientId
    kind: Annotated[str, Len(1, 64), CODE]
    subject: Annotated[str, Len(1, 64), TEXT]
    message: Annotated[str, Len(1, 500), TEXT]
    order_id: OrderId | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SettleException:
    """Clear an exception, or see to it that it is never open if it was not raised yet."""

    exception_id: UUID
    client_id: ClientId
    kind: Annotated[str, Len(1, 64), CODE]
    subject: Annotated[str, Len(1, 64), TEXT]
    cleared_by: Text
    note: Text
    order_id: OrderId | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ClearNote:
    """The body of ``POST /exceptions/{id}/clear``: what was done about it."""

    note: Annotated[str, Len(0, 500), TEXT] = ""


@dataclass(frozen=True, kw_only=True)
class ClearException:
    """Take something off the list; with ``client_id`` only if it is that client's."""

    exception_id: UUID
    actor: Actor = ACTOR
    note: Text = ""
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class OperationalException:
    """Something that a person must decide.

    One that ``lasts`` clears itself when its cause has ended; until then it can be put off.
    """

    exception_id: UUID
    kind: Code
    order_id: OrderId | None
    client_id: ClientId
    subject: Text
    message: Text
    status: ExceptionStatus
    raised_at: datetime
    cleared_at: datetime | None
    cleared_by: Text
    note: Text
    version: int
    subject_id: UUID | None = None
    lasts: bool = False
    snoozed_until: datetime | None = None
    snoozed_by: Text = ""


@dataclass(frozen=True, kw_only=True)
class ExceptionFilter:
    """Which exceptions to list; None is all of them. ``snoozed`` ones are open, and put off."""

    status: ExceptionStatus | None = None
    kind: Annotated[str, Len(1, 64), CODE] | None = None
    order_id: OrderId | None = None
    snoozed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class NewCancellation:
    """The body of ``POST /orders/{id}/cancel``."""

    reason: Annotated[str, Len(1, 200), TEXT]


@dataclass(frozen=True, kw_only=True)
class CancelFulfillment:
    """Stop an order of a client and undo what was done for it."""

    order_id: OrderId
    client_id: ClientId
    reason: Text
    actor: Actor


class Decision(StrEnum):
    """Whether the saga has decided about a cancellation, or will when it is back."""

    CANCELLED = "cancelled"
    REQUESTED = "requested"


@dataclass(frozen=True, kw_only=True)
class Cancellation:
    """What became of the wish to cancel an order."""

    order_id: OrderId
    decision: Decision
    status: OrderStatus


class ExceptionNotFound(NotFound):
    """There is no such exception for this client."""

    code = "exception_not_found"
