"""What a saga begins with, what its steps are asked, and what they answer."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from wms.fulfillment.saga.contracts.states import RunState
from wms.inventory.contracts import StockLine
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import Code, Text
from wms.orders.contracts import OrderStatus, Priority, ShippingPolicy
from wms.shipping.contracts import ShipmentStatus

FIRST_ROUND = 1
"""Nothing raises the round yet: an order is reserved, picked and shipped once."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long an order waits: past ``backorder`` it is cancelled, past others comes an exception.

    ``floor`` holds for each of picking, packing and hand-over. ``carrier_attempts`` is how often
    the carrier is asked for a label before an exception is raised; asking goes on. Any step that
    fails for longer than ``blocked`` is an exception, whatever it is.

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
