"""What fulfillment is asked about an order that is held because not all of it was found."""

from dataclasses import dataclass

from wms.kernel.actors import Actor
from wms.kernel.errors import Conflict
from wms.kernel.ids import ClientId, OrderId
from wms.orders.contracts import OrderStatus

SHORT_HOLD = "short_hold"
"""The kind of exception of an order that waits for what was not found of it."""


@dataclass(frozen=True, kw_only=True)
class ShipShort:
    """Ship what was found of a held order of a client; the rest is closed short."""

    order_id: OrderId
    client_id: ClientId
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class ShortShipment:
    """How an order stands that goes on without the rest."""

    order_id: OrderId
    status: OrderStatus


class NotHeldShort(Conflict):
    """The order does not wait for what was not found of it, or not any more."""

    code = "not_held_short"


class NothingPicked(Conflict):
    """Nothing of the order was found: it can only be cancelled."""

    code = "nothing_picked"
