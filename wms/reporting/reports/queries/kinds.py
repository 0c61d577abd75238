"""The reports that there are: their columns, and what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from wms.reporting.reports.contracts import ReportColumn, ReportKind, ReportKinds, ReportName
from wms.reporting.reports.queries import statements

CLIENT, WAREHOUSE, VALUE = "client", "warehouse", "value"
_WHERE = {CLIENT: "the client's code", WAREHOUSE: "the code of the building"}
_DAY = {"day": "a day of the building"}
_WORTH = {
    "currency": "of the value; empty where nobody said what a unit is worth",
    VALUE: "of what is on hand",
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A report: its columns with what is in them, and its statement.

    ``days`` is how many it looks back or ahead, if it does and nobody says.
    """

    title: str
    columns: Mapping[str, str]
    statement: str
    days: int | None = None


KINDS: dict[ReportName, Kind] = {
    ReportName.ORDERS: Kind(
        title="Orders by day, client, building and carrier",
        columns=_DAY
        | _WHERE
        | {
            "carrier": "who took what was shipped; empty for what was received",
            "orders_received": "orders received",
            "lines_received": "their lines",
            "units_received": "their base units",
            "orders_shipped": "orders shipped",
            "orders_late": "of these, shipped after their day",
            "units_short": "base units that orders shipped without",
        },
        statement=statements.ORDERS,
    ),
    ReportName.STOCK: Kind(
        title="Stock at the end of each day, by client and building",
        columns=_DAY
        | _WHERE
        | {
            "currency": "of the value; empty where nobody said what a unit is worth",
            "units_came": "base units that came in on the day",
            "units_went": "base units that left on the day",
            "units_on_hand": "base units at the end of the day",
            VALUE: "of these, at what a unit was worth by then",
        },
        statement=statements.STOCK,
    ),
    ReportName.MOVEMENTS: Kind(
        title="Movements by day, client, building and cause",
        columns=_DAY
        | _WHERE
        | {
            "cause": "why stock moved",
            "units_came": "base units that came in",
            "units_went": "base units that left",
            "units_moved": "base units that were moved within the building",
        },
        statement=statements.MOVEMENTS,
    ),
    ReportName.AGEING: Kind(
        title="How long stock has been there",
        columns=_WHERE
        | {
            "sku": "the SKU",
            "lot": "the lot or serial; empty without",
            "units_on_hand": "base units",
            "up_to_30_days": "of these, so long there, the newest taken to leave last",
            "up_to_60_days": "of these, from 31 days",
            "up_to_90_days": "of these, from 61 days",
            "up_to_180_days": "of these, from 91 days",
            "longer": "of these",
            "oldest_days": "how long the oldest have been there",
        }
        | _WORTH,
        statement=statements.AGEING,
    ),
    ReportName.DEAD_STOCK: Kind(
        title="Stock of which nothing has left for long",
        columns=_WHERE
        | {
            "sku": "the SKU",
            "units_on_hand": "base units",
            "last_in": "when some came last",
            "last_out": "when some left last; empty if never",
            "days": "since then, or since it came",
        }
        | _WORTH,
        statement=statements.DEAD_STOCK,
        days=90,
    ),
    ReportName.EXPIRING: Kind(
        title="Stock that has expired or soon will",
        columns=_WHERE
        | {
            "sku": "the SKU",
            "lot": "the lot or serial",
            "expires_on": "the last day",
            "days_left": "until then; less than 0 once it is over",
            "units_on_hand": "base units",
        }
        | _WORTH,
        statement=statements.EXPIRING,
        days=30,
    ),
}


def report_kinds() -> ReportKinds:
    """Return the reports that there are, with what is in their columns."""
    return ReportKinds(
        results=tuple(
            ReportKind(
                name=name,
                title=kind.title,
                columns=tuple(
                    ReportColumn(name=column, meaning=meaning)
                    for column, meaning in kind.columns.items()
                ),
            )
            for name, kind in KINDS.items()
        )
    )
