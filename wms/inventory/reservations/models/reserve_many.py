"""Reserve stock for many orders: a fixed number of round trips, however many there are."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from wms.inventory.catalogue.contracts.words import ReservationStatus
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.reservations.models.backorders import Backorder
from wms.inventory.reservations.models.reservations import Reservation, ReservationLine
from wms.inventory.stock.models.balances import StockBalance
from wms.platform.databases import connection_of, cursor_of
from wms.platform.ids import new_id
from wms.platform.tables import table


class WantedSku(NamedTuple):
    """A SKU by its code, and where it is wanted."""

    client_id: UUID
    warehouse_id: UUID
    sku: str


class KnownSku(NamedTuple):
    """A known SKU and its balance."""

    sku_id: UUID
    balance_id: UUID


class NewLine(NamedTuple):
    """A line of a new reservation."""

    reservation_id: UUID
    line_no: int
    sku_id: UUID
    balance_id: UUID
    quantity: int
    promised: int

    def promised_just(self, units: int) -> "NewLine":
        """Return the line as one that wants and has so many units."""
        return self._replace(quantity=units, promised=units)


class NewBackorder(NamedTuple):
    """What a new reservation waits for."""

    reservation_id: UUID
    balance_id: UUID
    priority_rank: int
    asked_at: datetime
    quantity: int
    takes_part: bool


_FIND = f"""
SELECT wanted.client_id, wanted.warehouse_id, wanted.code, sku.id, balance.id
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS wanted (client_id, warehouse_id, code)
JOIN {table(Sku)} AS sku ON sku.client_id = wanted.client_id AND sku.code = wanted.code
LEFT JOIN {table(StockBalance)} AS balance
    ON balance.sku_id = sku.id AND balance.warehouse_id = wanted.warehouse_id
"""


def known_skus(wanted: Collection[WantedSku]) -> dict[WantedSku, KnownSku]:
    """Return the SKUs that are known with their balances, which are made where they are missing.

    No balance may be locked yet: whoever makes one waits for others who make it.
    """
    found = _find(wanted)
    missing = [(sku_id, each) for each, sku_id, balance_id in found if balance_id is None]
    if missing:
        StockBalance.objects.bulk_create(
            [
                StockBalance(
                    sku_id=sku_id, client_id=each.client_id, warehouse_id=each.warehouse_id
                )
                for sku_id, each in sorted(missing)
            ],
            ignore_conflicts=True,
        )
        found = _find(wanted)
    return {each: KnownSku(sku_id, id_) for each, sku_id, id_ in found if id_ is not None}


def _find(wanted: Collection[WantedSku]) -> list[tuple[WantedSku, UUID, UUID | None]]:
    columns = [list(column) for column in zip(*wanted, strict=True)] or [[], [], []]
    with cursor_of(Reservation) as cursor:
        cursor.execute(_FIND, columns)
        return [(WantedSku(*row[:3]), row[3], row[4]) for row in cursor.fetchall()]


def lock_free(balance_ids: Collection[UUID]) -> dict[UUID, int]:
    """Lock balances in the one global order and return how much of each can be reserved."""
    with cursor_of(Reservation) as cursor:
        cursor.execute(
            f"SELECT id, usable - reserved - allocated FROM {table(StockBalance)}"
            " WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
            [list(balance_ids)],
        )
        return dict(cursor.fetchall())


def insert_new(rows: Iterable[Reservation]) -> set[UUID]:
    """Insert the reservations that are not there, in one order, and return which ones are new.

    Waits for concurrent inserts of the same to commit or roll back.
    """
    fields = [field for field in Reservation._meta.concrete_fields if field.name != "reason"]
    listed = sorted(rows, key=lambda row: row.id)
    arrays = ", ".join(f"%s::{field.db_type(connection_of(Reservation))}[]" for field in fields)
    columns = ", ".join(str(field.column) for field in fields)
    with cursor_of(Reservation) as cursor:
        cursor.execute(
            f"INSERT INTO {table(Reservation)} ({columns}, reason)"
            f" SELECT *, '' FROM unnest({arrays}) ON CONFLICT DO NOTHING RETURNING id",
            [[getattr(row, field.attname) for row in listed] for field in fields],
        )
        return {reservation_id for (reservation_id,) in cursor.fetchall()}


def insert_lines(lines: Sequence[NewLine]) -> None:
    """Insert the lines of new reservations."""
    columns = [list(column) for column in zip(*lines, strict=True)] or [[]] * 6
    with cursor_of(Reservation) as cursor:
        cursor.execute(
            f"INSERT INTO {table(ReservationLine)} (id, reservation_id, line_no, sku_id,"
            " balance_id, quantity, promised, allocated)"
            " SELECT *, 0 FROM unnest(%s::uuid[], %s::uuid[], %s::int[], %s::uuid[], %s::uuid[],"
            " %s::bigint[], %s::bigint[])",
            [[new_id() for _line in lines], *columns],
        )


def insert_backorders(backorders: Sequence[NewBackorder]) -> None:
    """Let new reservations wait for what they want."""
    if not backorders:
        return
    columns = [list(column) for column in zip(*backorders, strict=True)]
    with cursor_of(Reservation) as cursor:
        cursor.execute(
            f"INSERT INTO {table(Backorder)} (reservation_id, balance_id, priority_rank, asked_at,"
            " quantity, takes_part) SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::smallint[],"
            " %s::timestamptz[], %s::bigint[], %s::bool[])",
            columns,
        )
        cursor.execute(
            f"UPDATE {table(Reservation)} SET status = %s WHERE id = ANY(%s)",
            [
                ReservationStatus.WAITING,
                sorted({backorder.reservation_id for backorder in backorders}),
            ],
        )
