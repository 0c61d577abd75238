"""Figures over HTTP: of the client who asks, for a period."""

from datetime import timedelta
from typing import ClassVar

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView
from wms.reporting.analytics.contracts import (
    Backlogs,
    CartonFigures,
    PeriodFilter,
    PickerHours,
    Punctualities,
    ReservationFigures,
    Scope,
    ShortFilter,
    ShortRates,
    StageDurations,
    StockAccuracy,
    ThroughputFilter,
    Throughputs,
    WaveFigures,
)
from wms.reporting.analytics.queries import floor, orders, stock

READ = "reports:read"
DAYS = 7


class FigureView(ContractView):
    """A view of figures."""

    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    def scope(self, asked: PeriodFilter) -> Scope:
        """Return whose figures are asked for, and of when.

        Raises:
            PeriodTooLong: it is longer than 92 days, or ends before it begins.
            UnknownWarehouse: there is no such building.
        """
        until = asked.until or timezone.now()
        return Scope(
            client_id=self.caller.client_id,
            since=asked.since or until - timedelta(days=DAYS),
            until=until,
            warehouse_id=None if asked.warehouse is None else self.warehouse_id(asked.warehouse),
        )


class ThroughputView(FigureView):
    """How many orders reached each stage."""

    route = "analytics/throughput"

    @describe(answer=Throughputs, query=ThroughputFilter)
    def get(self, request: Request) -> Response:
        """Count orders and lines per stage, by hours or days (UTC)."""
        asked = self.query(ThroughputFilter)
        return self.answer(orders.throughput(self.scope(asked), asked.step))


class StagesView(FigureView):
    """How long stages take."""

    route = "analytics/stages"

    @describe(answer=StageDurations, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Show how long half of the orders, and nine of ten, took to each stage."""
        return self.answer(orders.stage_durations(self.scope(self.query(PeriodFilter))))


class PunctualityView(FigureView):
    """Whether orders left in time."""

    route = "analytics/punctuality"

    @describe(answer=Punctualities, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Count the orders that were shipped by their day, and those that were late."""
        return self.answer(orders.punctuality(self.scope(self.query(PeriodFilter))))


class BacklogView(FigureView):
    """What is left to do."""

    route = "analytics/backlog"

    @describe(answer=Backlogs, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Count the orders that have not ended, by status and by how long they have it."""
        return self.answer(orders.backlog(self.scope(self.query(PeriodFilter))))


class WavesView(FigureView):
    """How waves did."""

    route = "analytics/waves"

    @describe(answer=WaveFigures, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Show size, fill, cycle and punctuality of the waves with orders of this client alone."""
        return self.answer(floor.waves(self.scope(self.query(PeriodFilter))))


class PickersView(FigureView):
    """What pickers took."""

    route = "analytics/pickers"

    @describe(answer=PickerHours, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Count stops and units per picker and hour (UTC)."""
        return self.answer(floor.picker_hours(self.scope(self.query(PeriodFilter))))


class ShortPicksView(FigureView):
    """What was not found."""

    route = "analytics/short-picks"

    @describe(answer=ShortRates, query=ShortFilter)
    def get(self, request: Request) -> Response:
        """Show how often stops were short, by reason, SKU or location."""
        asked = self.query(ShortFilter)
        return self.answer(floor.short_rates(self.scope(asked), asked.by))


class CartonsView(FigureView):
    """How full cartons are."""

    route = "analytics/cartons"

    @describe(answer=CartonFigures, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Show how many cartons were packed, and how much of their volume was filled."""
        return self.answer(floor.cartons(self.scope(self.query(PeriodFilter))))


class ReservationsView(FigureView):
    """What could not be reserved."""

    route = "analytics/reservations"

    @describe(answer=ReservationFigures, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Show how often stock was not there to be reserved, and of which SKUs."""
        return self.answer(stock.reservations(self.scope(self.query(PeriodFilter))))


class AccuracyView(FigureView):
    """Whether stock is where it is booked."""

    route = "analytics/stock-accuracy"

    @describe(answer=StockAccuracy, query=PeriodFilter)
    def get(self, request: Request) -> Response:
        """Show how far what was booked agreed with what was counted."""
        return self.answer(stock.accuracy(self.scope(self.query(PeriodFilter))))
