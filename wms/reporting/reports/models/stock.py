"""Stock, as reports count it: what the bookings of the ledger come to, by days and all together."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, NamedTuple
from uuid import UUID

from django.db import models

from wms.platform.databases import cursor_of
from wms.platform.tables import in_schema, table
from wms.reporting.projection.models.rows import ProjectedQuerySet
from wms.reporting.projection.rules.merges import Merge
from wms.reporting.reports.models.base import ReportRow


class BookedLine(NamedTuple):
    """A line of a booking: so many units came, went, or moved within the building, on a day."""

    booking_id: UUID
    client_id: UUID
    warehouse_id: UUID
    day: date
    sku: str
    lot: str
    cause: str
    came: int
    went: int
    moved: int
    expires_on: date | None
    booked_at: datetime


# Its columns, with the types that they have in the database.
_COLUMNS = {
    "booking_id": "uuid",
    "client_id": "uuid",
    "warehouse_id": "uuid",
    "day": "date",
    "sku": "text",
    "lot": "text",
    "cause": "text",
    "came": "bigint",
    "went": "bigint",
    "moved": "bigint",
    "expires_on": "date",
    "booked_at": "timestamptz",
}


class BookingQuerySet(ProjectedQuerySet["BookingRow"]):
    """Ways to book."""

    def book(self, generation: int, lines: Sequence[BookedLine]) -> None:
        """Count the lines of bookings that are not known yet, in one statement."""
        if not lines:
            return
        arrays = ", ".join(f"%s::{each}[]" for each in _COLUMNS.values())
        with cursor_of(self.model) as cursor:
            cursor.execute(
                f"WITH given AS (SELECT * FROM unnest({arrays})"
                f" AS line ({', '.join(_COLUMNS)})),"
                # The key in the database says what is new, whoever else counts it just now.
                f" news AS (INSERT INTO {table(BookingRow)} (generation, booking_id)"
                " SELECT DISTINCT %s::int, booking_id FROM given ORDER BY booking_id"
                " ON CONFLICT DO NOTHING RETURNING booking_id),"
                " booked AS (SELECT given.* FROM given JOIN news USING (booking_id)),"
                f" days AS (INSERT INTO {table(StockDayRow)} AS known (generation, client_id,"
                " warehouse_id, day, sku, lot, cause, came, went, moved)"
                " SELECT %s::int, client_id, warehouse_id, day, sku, lot, cause,"
                " sum(came), sum(went), sum(moved) FROM booked"
                " GROUP BY 2, 3, 4, 5, 6, 7 ORDER BY 2, 3, 4, 5, 6, 7"
                " ON CONFLICT (generation, client_id, warehouse_id, day, sku, lot, cause)"
                " DO UPDATE SET came = known.came + excluded.came,"
                " went = known.went + excluded.went, moved = known.moved + excluded.moved)"
                f" INSERT INTO {table(PositionRow)} AS known (generation, client_id,"
                " warehouse_id, sku, lot, on_hand, expires_on, first_in, last_in, last_out)"
                " SELECT %s::int, client_id, warehouse_id, sku, lot, sum(came - went),"
                " max(expires_on), min(booked_at) FILTER (WHERE came > 0),"
                " max(booked_at) FILTER (WHERE came > 0),"
                " max(booked_at) FILTER (WHERE went > 0) FROM booked"
                " GROUP BY 2, 3, 4, 5 ORDER BY 2, 3, 4, 5"
                " ON CONFLICT (generation, client_id, warehouse_id, sku, lot)"
                " DO UPDATE SET on_hand = known.on_hand + excluded.on_hand,"
                " expires_on = greatest(known.expires_on, excluded.expires_on),"
                " first_in = least(known.first_in, excluded.first_in),"
                " last_in = greatest(known.last_in, excluded.last_in),"
                " last_out = greatest(known.last_out, excluded.last_out)",
                [*map(list, zip(*lines, strict=True)), *[generation] * 3],
            )


class BookingRow(ReportRow):
    """A booking of the ledger that is counted: so it is counted once."""

    key = ("booking_id",)
    merges: ClassVar = {}

    pk = models.CompositePrimaryKey("generation", "booking_id")
    booking_id = models.UUIDField()

    objects: ClassVar[BookingQuerySet] = BookingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(ReportRow.Meta):
        db_table = in_schema("reporting", "report_bookings")


class StockDayRow(ReportRow):
    """Units of a SKU and lot that came to a building, left it, or were moved in it, on a day."""

    key = ("client_id", "warehouse_id", "day", "sku", "lot", "cause")
    merges: ClassVar = {}

    pk = models.CompositePrimaryKey(
        *("generation", "client_id", "warehouse_id", "day", "sku", "lot", "cause")
    )
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    day = models.DateField()
    sku = models.CharField(max_length=64)
    lot = models.CharField(max_length=64)
    cause = models.CharField(max_length=16)
    came = models.BigIntegerField()
    went = models.BigIntegerField()
    moved = models.BigIntegerField()

    class Meta(ReportRow.Meta):
        db_table = in_schema("reporting", "report_days")
        indexes: ClassVar = [
            models.Index(fields=["generation", "client_id", "day"], name="report_day_by_client"),
            models.Index(
                fields=["generation", "client_id", "sku", "lot", "day"], name="report_day_by_sku"
            ),
        ]


class PositionRow(ReportRow):
    """What there is of a SKU and lot in a building, and when it last came or went."""

    key = ("client_id", "warehouse_id", "sku", "lot")
    merges: ClassVar = {}

    pk = models.CompositePrimaryKey("generation", "client_id", "warehouse_id", "sku", "lot")
    client_id = models.UUIDField()
    warehouse_id = models.UUIDField()
    sku = models.CharField(max_length=64)
    lot = models.CharField(max_length=64)
    on_hand = models.BigIntegerField()
    expires_on = models.DateField(null=True)
    first_in = models.DateTimeField(null=True)
    last_in = models.DateTimeField(null=True)
    last_out = models.DateTimeField(null=True)

    class Meta(ReportRow.Meta):
        db_table = in_schema("reporting", "report_positions")
        indexes: ClassVar = [
            models.Index(
                fields=["generation", "client_id", "expires_on"],
                condition=models.Q(on_hand__gt=0, expires_on__isnull=False),
                name="report_position_by_expiry",
            )
        ]


class SkuValueRow(ReportRow):
    """What a unit of a SKU is worth since a moment; no amount is "nobody says"."""

    key = ("client_id", "sku", "sequence")
    merges: ClassVar = {
        "amount": Merge.FIRST,
        "currency": Merge.FIRST,
        "valued_at": Merge.FIRST,
    }

    pk = models.CompositePrimaryKey("generation", "client_id", "sku", "sequence")
    client_id = models.UUIDField()
    sku = models.CharField(max_length=64)
    sequence = models.IntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, null=True)  # noqa: DJ001 - null is "nobody says"
    valued_at = models.DateTimeField(null=True)

    class Meta(ReportRow.Meta):
        db_table = in_schema("reporting", "report_values")
