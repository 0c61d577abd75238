"""Whether an order would be accepted."""

from dataclasses import dataclass

from wms.kernel.ids import ClientId
from wms.kernel.text import Text
from wms.orders.contracts import NewOrder


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
