"""The reports as a projection."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import singledispatch
from typing import Any

from wms.inventory import events as inventory
from wms.kernel.ids import WarehouseId
from wms.orders import events as orders
from wms.platform.tenancy import facade as tenancy
from wms.reporting.projection.contracts import Entry
from wms.reporting.projection.models.projection import RowProjection, Saying, saying
from wms.reporting.reports.models import (
    BookingRow,
    PositionRow,
    ReportOrderRow,
    ReportShortRow,
    SkuValueRow,
    StockDayRow,
)
from wms.reporting.reports.models.base import NAME
from wms.reporting.reports.models.stock import BookedLine
from wms.shipping import events as shipping

VERSION = 1
EVENTS = (
    orders.OrderReceivedEvent,
    orders.OrderShippedEvent,
    orders.OrderShortClosedEvent,
    shipping.ShipmentShippedEvent,
    inventory.MovementsBookedEvent,
    inventory.SkuValuedEvent,
)


class Reports(RowProjection):
    """Orders, days and positions, as reports list them."""

    def write(self, generation: int, entries: Sequence[Entry]) -> None:
        """Add what events say; the lines of a booking are counted once."""
        super().write(generation, entries)
        # One that came twice in a batch is one.
        bookings = {
            each.event.subject: (each.event, each.occurred_at)
            for each in entries
            if isinstance(each.event, inventory.MovementsBookedEvent)
        }
        if bookings:
            days = tenancy.days_at(instants=[_where_and_when(*each) for each in bookings.values()])
            lines = [line for each in bookings.values() for line in _lines(*each, days)]
            BookingRow.objects.book(generation, lines)

    def sayings(self, entry: Entry) -> Iterable[Saying]:
        """Yield what an event says, with the rows that it says it of."""
        return _says(entry.event, entry)


@singledispatch
def _says(event: Any, entry: Entry) -> Iterator[Saying]:
    del event, entry
    yield from ()


@_says.register
def _(event: orders.OrderReceivedEvent, entry: Entry) -> Iterator[Saying]:
    yield saying(
        ReportOrderRow,
        order_id=event.order_id,
        client_id=event.client_id,
        warehouse_id=event.warehouse_id,
        line_count=len(event.lines),
        unit_count=sum(line.quantity for line in event.lines),
        ship_by=event.ship_by,
        received_at=entry.occurred_at,
    )


@_says.register
def _(event: orders.OrderShippedEvent, entry: Entry) -> Iterator[Saying]:
    shipped = {"client_id": event.client_id, "shipped_at": entry.occurred_at}
    yield saying(ReportOrderRow, order_id=event.order_id, **shipped)


@_says.register
def _(event: shipping.ShipmentShippedEvent, entry: Entry) -> Iterator[Saying]:
    del entry
    yield saying(ReportOrderRow, order_id=event.order_id, carrier=event.carrier)


@_says.register
def _(event: orders.OrderShortClosedEvent, entry: Entry) -> Iterator[Saying]:
    for line in event.lines:
        yield saying(
            ReportShortRow,
            order_id=event.order_id,
            line_no=line.line_no,
            client_id=event.client_id,
            short=[entry.sequence, line.short_closed],
            closed_at=entry.occurred_at,
        )


@_says.register
def _(event: inventory.SkuValuedEvent, entry: Entry) -> Iterator[Saying]:
    value = event.value
    yield saying(
        SkuValueRow,
        client_id=event.client_id,
        sku=event.code,
        sequence=entry.sequence,
        amount=None if value is None else value.value,
        currency=None if value is None else value.currency,
        valued_at=entry.occurred_at,
    )


def _where_and_when(
    event: inventory.MovementsBookedEvent, at: datetime
) -> tuple[WarehouseId, datetime]:
    return event.warehouse_id, at


def _lines(
    event: inventory.MovementsBookedEvent,
    at: datetime,
    days: Mapping[tuple[WarehouseId, datetime], date],
) -> Iterator[BookedLine]:
    for line in event.lines:
        came = line.quantity if line.from_status is None else 0
        went = line.quantity if line.to_status is None else 0
        yield BookedLine(
            booking_id=event.booking_id,
            client_id=event.client_id,
            warehouse_id=event.warehouse_id,
            day=days[event.warehouse_id, at],
            sku=line.sku,
            lot=line.lot,
            cause=line.cause.value,
            came=came,
            went=went,
            moved=0 if came or went else line.quantity,
            expires_on=line.expires_on,
            booked_at=at,
        )


REPORTS = Reports(
    NAME,
    version=VERSION,
    events=EVENTS,
    models=[ReportOrderRow, ReportShortRow, BookingRow, StockDayRow, PositionRow, SkuValueRow],
)
