"""Starting the saga of an order again, and looking for those that ended before their orders."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import Len

from wms.kernel.actors import Actor
from wms.kernel.errors import Conflict
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.text import TEXT
from wms.orders.contracts import OrderStatus


@dataclass(frozen=True, kw_only=True)
class RestartNote:
    """The body of ``POST /orders/{id}/restart``: what was found out about the end of its run."""

    note: Annotated[str, Len(0, 500), TEXT] = ""


@dataclass(frozen=True, kw_only=True)
class RestartFulfillment:
    """Start the saga of an order again; with ``client_id`` only if the order is that client's."""

    order_id: OrderId
    actor: Actor
    note: Annotated[str, Len(0, 500), TEXT] = ""
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class RestartedFulfillment:
    """An order whose saga runs again, for the ``attempt``-th time."""

    order_id: OrderId
    attempt: int
    status: OrderStatus


@dataclass(frozen=True, kw_only=True)
class WatchRuns:
    """Look for sagas that ended before their orders, and for exceptions whose cause has ended."""

    now: datetime


class RunGoesOn(Conflict):
    """The saga of the order runs; there is nothing to start again."""

    code = "run_goes_on"
