"""Cancel an order that a saga carries."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Len

from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.text import TEXT, Text
from wms.orders.contracts import OrderStatus


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
    """What became of a request to cancel an order."""

    order_id: OrderId
    decision: Decision
    status: OrderStatus
