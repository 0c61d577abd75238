"""What analytics is asked and what it answers: frozen, framework-free, append-only.

Times are seconds, rates are from 0 to 1; None is "nothing to count".
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from annotated_types import Len

from wms.kernel.errors import DomainError
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import CODE, Code

LONGEST = timedelta(days=92)


@dataclass(frozen=True, kw_only=True)
class PeriodFilter:
    """From when until when to count, by default the last seven days; in one building, or in all."""

    since: datetime | None = None
    until: datetime | None = None
    warehouse: Annotated[str, Len(1, 32), CODE] | None = None


class Step(StrEnum):
    """How long the parts of a period are that are counted apart."""

    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, kw_only=True)
class ThroughputFilter(PeriodFilter):
    """What to count, and by which parts of the period."""

    step: Step = Step.HOUR


class ShortBy(StrEnum):
    """By what short picks are counted apart."""

    REASON = "reason"
    SKU = "sku"
    LOCATION = "location"


@dataclass(frozen=True, kw_only=True)
class ShortFilter(PeriodFilter):
    """What to count, and by what."""

    by: ShortBy = ShortBy.REASON


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose figures, of which building (None: of all), from when until when."""

    client_id: ClientId
    since: datetime
    until: datetime
    warehouse_id: WarehouseId | None = None

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise PeriodTooLong("the period ends before it begins")
        if self.until - self.since > LONGEST:
            raise PeriodTooLong(f"a period is {LONGEST.days} days at most")


@dataclass(frozen=True, kw_only=True)
class Throughput:
    """How many orders reached a stage within an hour or a day, and how many lines they had."""

    begins_at: datetime
    stage: Code
    orders: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class StageDuration:
    """How long orders took from the stage before to this one: half of them, and nine of ten."""

    stage: Code
    orders: int
    p50_seconds: float
    p90_seconds: float


@dataclass(frozen=True, kw_only=True)
class WaveFigures:
    """The waves that were released: their size, how full they were, and how long they took.

    ``on_time`` were completed before their truck left; those without a cut-off are neither.
    """

    waves: int
    orders: int
    lines: int
    orders_p50: float | None
    lines_p50: float | None
    order_fill: float | None
    line_fill: float | None
    cycle_p50_seconds: float | None
    cycle_p90_seconds: float | None
    on_time: int
    late: int


@dataclass(frozen=True, kw_only=True)
class PickerHour:
    """What a picker took within an hour: stops, and base units."""

    begins_at: datetime
    picker: Code
    stops: int
    units: int


@dataclass(frozen=True, kw_only=True)
class ShortRate:
    """Stops that were short, of those with this reason, SKU or location.

    Reasons have no stops of their own: their rate is of all stops.
    """

    key: Code
    stops: int
    short_stops: int
    short_units: int
    rate: float


@dataclass(frozen=True, kw_only=True)
class Punctuality:
    """The orders shipped on a day of their building; those with no day to ship by are neither."""

    day: date
    shipped: int
    on_time: int
    late: int


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """The orders that have a status now, by how long they have it."""

    status: Code
    orders: int
    lines: int
    under_1_hour: int
    under_4_hours: int
    under_1_day: int
    older: int
    oldest_seconds: float
    overdue: int


@dataclass(frozen=True, kw_only=True)
class RefusedSku:
    """A SKU for want of which orders had to wait."""

    sku: Code
    orders: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class ReservationFigures:
    """How often stock was reserved, how often it was not there, and what was missing most."""

    reserved: int
    refused: int
    rate: float | None
    by_sku: tuple[RefusedSku, ...]


@dataclass(frozen=True, kw_only=True)
class StockAccuracy:
    """What counts found: lines that were as booked, and units that were more or less."""

    counts: int
    lines: int
    right_lines: int
    line_accuracy: float | None
    units_booked: int
    units_different: int
    unit_accuracy: float | None


@dataclass(frozen=True, kw_only=True)
class CartonFigures:
    """Cartons packed; how full they were is known of those whose SKUs and sizes are."""

    cartons: int
    units: int
    weight_grams: int
    measured: int
    fill_p50: float | None
    fill_p90: float | None


@dataclass(frozen=True, kw_only=True)
class Throughputs:
    """Parts of the period, the oldest first."""

    results: tuple[Throughput, ...]


@dataclass(frozen=True, kw_only=True)
class StageDurations:
    """Stages in the order in which orders reach them."""

    results: tuple[StageDuration, ...]


@dataclass(frozen=True, kw_only=True)
class PickerHours:
    """Hours of pickers, the oldest first."""

    results: tuple[PickerHour, ...]


@dataclass(frozen=True, kw_only=True)
class ShortRates:
    """Reasons, SKUs or locations, those with most short stops first; at most a hundred."""

    stops: int
    short_stops: int
    rate: float | None
    results: tuple[ShortRate, ...]


@dataclass(frozen=True, kw_only=True)
class Punctualities:
    """Days, the oldest first."""

    results: tuple[Punctuality, ...]


@dataclass(frozen=True, kw_only=True)
class Backlogs:
    """Statuses in the order in which orders have them."""

    results: tuple[Backlog, ...]


class PeriodTooLong(DomainError):
    """The period is longer than 92 days, or ends before it begins."""

    code = "period_too_long"
