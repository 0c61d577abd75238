"""What is asked about orders that would be rejected, and what stands for those that were."""

from dataclasses import dataclass
from uuid import UUID

from wms.kernel.ids import ClientId, OrderId, round_id
from wms.kernel.text import Text
from wms.orders.contracts import NewOrder

ORDER_REJECTED = "order_rejected"
"""The kind of exception of an order that validation refused."""


@dataclass(frozen=True, kw_only=True)
class CheckOrder:
    """Ask whether an order of a client would be taken in and pass validation."""

    client_id: ClientId
    order: NewOrder


@dataclass(frozen=True, kw_only=True)
class OrderCheck:
    """Whether an order would be accepted, and every reason against it, with its code first."""

    accepted: bool
    reasons: tuple[Text, ...]


def rejection_id_for(order_id: OrderId) -> UUID:
    """Return the id of the exception that an order has if it is rejected."""
    return round_id(order_id, f"exception-{ORDER_REJECTED}", 1)
