"""What stands for an order that was rejected."""

from uuid import UUID

from wms.kernel.ids import OrderId, round_id

ORDER_REJECTED = "order_rejected"
"""The kind of exception of an order that validation refused."""


def rejection_id_for(order_id: OrderId) -> UUID:
    """Return the id of the exception that an order has if it is rejected."""
    return round_id(order_id, f"exception-{ORDER_REJECTED}", 1)
