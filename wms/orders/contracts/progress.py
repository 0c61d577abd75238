"""What the saga records about an order."""

from dataclasses import dataclass
from uuid import UUID

from wms.kernel.actors import Actor
from wms.kernel.ids import OrderId
from wms.kernel.text import Code, Text
from wms.orders.contracts.words import Milestone


@dataclass(frozen=True, kw_only=True)
class LineProgress:
    """The quantities a line has reached, as totals and not as differences."""

    line_no: int
    picked: int = 0
    packed: int = 0
    shipped: int = 0
    short_closed: int = 0


@dataclass(frozen=True, kw_only=True)
class RecordValidation:
    """Say that an order passed validation, or (with every reason) that it is rejected."""

    order_id: OrderId
    reasons: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordProgress:
    """Record that an order reached a milestone; ``lines`` where quantities changed.

    ``assignment_no`` is the number of the wave assignment, if it is one.
    """

    order_id: OrderId
    milestone: Milestone
    lines: tuple[LineProgress, ...] = ()
    wave_id: UUID | None = None
    tracking_numbers: tuple[Code, ...] = ()
    assignment_no: int = 0


@dataclass(frozen=True, kw_only=True)
class UnassignWave:
    """Say that an order is in no wave any more; the assignment with the highest number wins."""

    order_id: OrderId
    assignment_no: int


@dataclass(frozen=True, kw_only=True)
class KeptUnits:
    """The units that an order keeps of a line, as a total: those still open and those shipped."""

    line_no: int
    quantity: int


@dataclass(frozen=True, kw_only=True)
class SplitOrder:
    """Let an order go on with what it can have; its policy says what becomes of the rest.

    A line that is left out keeps nothing; the order keeps at least one unit.
    """

    order_id: OrderId
    lines: tuple[KeptUnits, ...]


@dataclass(frozen=True, kw_only=True)
class CancelOrder:
    """Close an order as cancelled, with its open units. A finished order stays as it is."""

    order_id: OrderId
    reason: Text


@dataclass(frozen=True, kw_only=True)
class RequestCancellation:
    """Note that somebody wants an order cancelled; the saga decides."""

    order_id: OrderId
    reason: Text
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class RefuseCancellation:
    """Put an order back where it was: the request to cancel it came too late."""

    order_id: OrderId
    reason: Text
