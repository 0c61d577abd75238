"""How every command writes what happened to an order: one version, history row and event each."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from wms.kernel.events import Event
from wms.kernel.ids import OrderId
from wms.orders.contracts import Milestone, OrderNotFound, OrderStatus
from wms.orders.domain.lines import LineUnits
from wms.orders.domain.status import OrderFacts, status_of
from wms.orders.models import Order, OrderHistory, OrderLine, OrdersOutbox
from wms.platform.batches import AT_ONCE

QUANTITIES = ("picked", "packed", "shipped", "short_closed", "cancelled", "backordered")
# What the client sees of an order besides its lines, and commands change.
_SEEN = ("status", "reason", "tracking_numbers")
_RECORDED = (
    "milestones",
    "is_rejected",
    "is_cancelled",
    "is_cancellation_requested",
    "status",
    "reason",
    "wave_id",
    "wave_assignment_no",
    "tracking_numbers",
    "version",
)


class Recording:
    """What one command records in one order, whose row it holds locked until it ends."""

    def __init__(self, order_id: OrderId) -> None:
        """Lock the order.

        Raises:
            OrderNotFound: there is none.
        """
        self.order: Order = Order.objects.locked_one(order_id, missing=OrderNotFound)
        self.now: datetime = timezone.now()
        self._seen = {name: getattr(self.order, name) for name in _SEEN}
        self._history: list[OrderHistory] = []
        self._events: list[tuple[Event, int]] = []
        self._rows: dict[int, OrderLine] = {}
        self._units: tuple[LineUnits, ...] = ()

    @property
    def status(self) -> OrderStatus:
        """Return how far the order has come."""
        return OrderStatus(self.order.status)

    @property
    def known(self) -> frozenset[Milestone]:
        """Return the milestones recorded so far."""
        return frozenset(map(Milestone, self.order.milestones))

    def facts(self) -> OrderFacts:
        """Return what the status depends on."""
        # Open units matter only once something was shipped; else the lines stay unread.
        is_shipped = Milestone.SHIPPED in self.known
        return OrderFacts(
            milestones=self.known,
            open_units=sum(line.open for line in self.units()) if is_shipped else 0,
            is_rejected=self.order.is_rejected,
            is_cancelled=self.order.is_cancelled,
            is_cancellation_requested=self.order.is_cancellation_requested,
        )

    @property
    def rows(self) -> Mapping[int, OrderLine]:
        """Return the rows of the lines by their number, as they were before this command."""
        self.units()
        return self._rows

    def units(self) -> tuple[LineUnits, ...]:
        """Return what became of the units of each line so far."""
        if not self._rows:
            self._rows = {row.line_no: row for row in self.order.lines.all()}
            self._units = tuple(map(_units_of, self._rows.values()))
        return self._units

    def set_units(self, units: Iterable[LineUnits]) -> None:
        """Take new totals for the lines."""
        self.units()
        self._units = tuple(units)

    def reach(self, milestone: Milestone) -> None:
        """Add a milestone to the known ones."""
        self.order.milestones = [*self.order.milestones, milestone.value]

    def take_back(self, milestone: Milestone) -> None:
        """Take a milestone off the known ones."""
        self.order.milestones = [each for each in self.order.milestones if each != milestone]

    def happened(self, describe: Callable[[OrderStatus], Event], *, reason: str = "") -> None:
        """Count a version for a fact, under the status that the order has with it.

        Raises:
            ForbiddenTransition: the order cannot get there from where it is.
        """
        status = status_of(self.facts())
        if status is not self.status:
            self.order.become(status)
        self.order.version += 1
        event = describe(status)
        self._events.append((event, self.order.version))
        self._history.append(
            history_of(self.order, event=event, occurred_at=self.now, reason=reason)
        )

    def save(self) -> OrderStatus:
        """Write it all down, if anything happened; return the status."""
        if self._events:
            self.order.save(update_fields=_RECORDED)
            # All of a command happens at one moment: nobody asks for what was between.
            self._history[0].was = self._changes() | self._save_lines()
            OrderHistory.objects.bulk_create(self._history)
            OrdersOutbox.publish_all(self._events)
        return self.status

    def _changes(self) -> dict[str, Any]:
        """Return what was there before of what the client sees and is another now."""
        return {
            name: before
            for name, before in self._seen.items()
            if before != getattr(self.order, name)
        }

    def _save_lines(self) -> dict[str, Any]:
        """Write the lines that are others now; return what they were."""
        changed, was = [], {}
        for units in self._units:
            row = self._rows[units.line_no]
            before = {
                quantity: getattr(row, quantity)
                for quantity in QUANTITIES
                if getattr(row, quantity) != getattr(units, quantity)
            }
            if before:
                for quantity in before:
                    setattr(row, quantity, getattr(units, quantity))
                changed.append(row)
                was[str(units.line_no)] = before
        if changed:
            OrderLine.objects.bulk_update(changed, QUANTITIES, batch_size=AT_ONCE)
        return {"lines": was} if was else {}


def history_of(
    order: Order, *, event: Event, occurred_at: datetime, reason: str = ""
) -> OrderHistory:
    """Return the history row of the fact that brought an order to its version."""
    return OrderHistory(
        order=order,
        sequence=order.version,
        occurred_at=occurred_at,
        what=event.event_type.rpartition(".")[2],
        status=order.status,
        reason=reason,
        was={},
    )


def is_outdated(order: Order, assignment_no: int) -> bool:
    """Return whether a wave assignment, or a newer one, is recorded already; 0 is none."""
    return 0 < assignment_no <= order.wave_assignment_no


def _units_of(row: OrderLine) -> LineUnits:
    return LineUnits(
        line_no=row.line_no,
        ordered=row.ordered,
        picked=row.picked,
        packed=row.packed,
        shipped=row.shipped,
        short_closed=row.short_closed,
        cancelled=row.cancelled,
        backordered=row.backordered,
    )
