"""Ids that more than one context speaks of, and how the repeatable ones are derived."""

from typing import NewType
from uuid import UUID, uuid5

ClientId = NewType("ClientId", UUID)
WarehouseId = NewType("WarehouseId", UUID)
OrderId = NewType("OrderId", UUID)


def round_id(order_id: OrderId, kind: str, round_no: int) -> UUID:
    """Return the id of the one thing of a kind that an order has in a round.

    Everybody who acts for an order in a round (the saga, a consumer) arrives at the same id, so
    that a command carried out twice is one command. The kind keeps a reservation and a pick task
    of one order apart in logs and in projections.
    """
    return uuid5(order_id, f"{kind}/{round_no}")
