"""The words of orders: statuses, milestones, priorities and policies."""

from enum import StrEnum
from typing import Annotated

from annotated_types import Len

from wms.kernel.ids import OrderId
from wms.kernel.text import CODE

ShortCode = Annotated[str, Len(1, 64), CODE]


def workflow_id_for(order_id: OrderId) -> str:
    """Return the name of the one saga that an order has."""
    return f"order-fulfillment-{order_id}"


class OrderStatus(StrEnum):
    """How far an order has come: a function of its milestones and quantities, never set."""

    RECEIVED = "received"
    VALIDATED = "validated"
    BACKORDERED = "backordered"
    RESERVED = "reserved"
    WAVE_ASSIGNED = "wave_assigned"
    PICKING = "picking"
    PICKED = "picked"
    PACKED = "packed"
    PARTIALLY_SHIPPED = "partially_shipped"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    REJECTED = "rejected"

    @property
    def is_finished(self) -> bool:
        """Return whether nothing will happen to the order any more."""
        return self in {OrderStatus.COMPLETED, OrderStatus.CANCELLED, OrderStatus.REJECTED}


class Milestone(StrEnum):
    """A fact the saga records about an order; a later one implies the earlier ones."""

    VALIDATED = "validated"
    BACKORDERED = "backordered"
    RESERVED = "reserved"
    WAVE_ASSIGNED = "wave_assigned"
    PICKING_STARTED = "picking_started"
    PICKED = "picked"
    PACKED = "packed"
    SHIPPED = "shipped"
    COMPLETED = "completed"


class Priority(StrEnum):
    """How urgent an order is; ``rank`` orders them, the most urgent first."""

    SAME_DAY = "same_day"
    NEXT_DAY = "next_day"
    STANDARD = "standard"

    @property
    def rank(self) -> int:
        """Return 0 for the most urgent; names are never compared alphabetically."""
        return (Priority.SAME_DAY, Priority.NEXT_DAY, Priority.STANDARD).index(self)


class ShippingPolicy(StrEnum):
    """What to do when stock cannot fill the whole order: wait, or ship what is there.

    The rest of an order that does not wait is cancelled, or becomes an order of its own.
    """

    SHIP_COMPLETE = "ship_complete"
    SHIP_PARTIAL = "ship_partial"
    SHIP_PARTIAL_BACKORDER = "ship_partial_backorder"

    @property
    def accepts_partial(self) -> bool:
        """Return whether a part of the order may be shipped without the rest."""
        return self is not ShippingPolicy.SHIP_COMPLETE
