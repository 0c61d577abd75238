"""What reports are asked and what they answer: frozen, framework-free, append-only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, Len

from wms.kernel.errors import DomainError, NotFound
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import CODE, Code, Text

LONGEST_DAYS = 3_660


class Format(StrEnum):
    """In which form a report is written."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class ReportName(StrEnum):
    """Which report."""

    ORDERS = "orders"
    STOCK = "stock"
    MOVEMENTS = "movements"
    AGEING = "ageing"
    DEAD_STOCK = "dead-stock"
    EXPIRING = "expiring"


@dataclass(frozen=True, kw_only=True)
class ReportFilter:
    """Which days, by default the last thirty and today, in one building or in all.

    ``days`` is for dead stock (nothing left for so long, by default 90) and for what expires
    (within so many, by default 30). Ageing, dead stock and what expires are as of today.
    """

    since: date | None = None
    until: date | None = None
    warehouse: Annotated[str, Len(1, 32), CODE] | None = None
    days: Annotated[int, Ge(0), Le(LONGEST_DAYS)] | None = None
    format: Format = Format.JSON


@dataclass(frozen=True, kw_only=True)
class AskReport:
    """A report of a client (None: of all), in one building or in all, from a day to a day."""

    name: ReportName
    client_id: ClientId | None
    since: date
    until: date
    warehouse_id: WarehouseId | None = None
    days: int | None = None

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise PeriodNotPossible("the last day is before the first")
        if (self.until - self.since).days > LONGEST_DAYS:
            raise PeriodNotPossible("a report is of ten years at most")


@dataclass(frozen=True, kw_only=True)
class ReportColumn:
    """A column of a report, and what is in it."""

    name: Code
    meaning: Text


@dataclass(frozen=True, kw_only=True)
class ReportKind:
    """A report that there is."""

    name: ReportName
    title: Text
    columns: tuple[ReportColumn, ...]


@dataclass(frozen=True, kw_only=True)
class ReportKinds:
    """All reports that there are."""

    results: tuple[ReportKind, ...]


@dataclass(frozen=True, kw_only=True)
class ReportTable:
    """The rows of a report, by the names of its columns."""

    report: ReportName
    results: tuple[dict[Code, Text | int | None], ...]


class PeriodNotPossible(DomainError):
    """The period ends before it begins, or is longer than ten years."""

    code = "period_not_possible"


class UnknownReport(NotFound):
    """There is no report of this name."""

    code = "report_not_found"
