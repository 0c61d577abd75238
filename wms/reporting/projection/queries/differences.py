"""Where two generations of a projection differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connections

from wms.platform.database import limit_transaction
from wms.platform.databases import cursor_of
from wms.platform.tables import shown, table
from wms.platform.transactions import transaction_in
from wms.reporting.projection.models.projection import Projection
from wms.reporting.projection.models.rows import ProjectedRow, columns_of

MOST = 1_000
LONGEST = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A row that is in one of two generations only, or says something else in them."""

    table: str
    key: str
    what: str

    @property
    def was(self) -> str:
        """Return what was wrong with the live row, now that the other is in its place."""
        return self.what.replace("is missing", "was missing").replace("differs", "was different")


@contextmanager
def snapshot(database: str) -> Iterator[None]:
    """Show the block what there is when it begins, whatever is written meanwhile."""
    with transaction_in(database):
        with connections[database].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        limit_transaction(LONGEST, database=database)  # the first query, of which it shows all
        yield


def checksum(model: type[ProjectedRow], generation: int) -> tuple[int, int]:
    """Return the number of rows of a generation and a number that follows from what they say."""
    columns = ", ".join(columns_of(model))
    with cursor_of(model) as cursor:
        cursor.execute(
            f"SELECT count(*), coalesce(bit_xor(hashtextextended(ROW({columns})::text, 0)), 0)"
            f" FROM {table(model)} WHERE generation = %s",
            [generation],
        )
        count, number = cursor.fetchone()
    return count, number


def differences(projection: Projection, live: int, other: int) -> tuple[Difference, ...]:
    """Return where a generation differs from the live one, at most 1,000 of each table.

    Rows are compared one by one only where the checksums of their tables differ.
    """
    return tuple(
        each
        for model in projection.models
        if checksum(model, live) != checksum(model, other)
        for each in _compared(model, live, other)
    )


def is_complete(found: Sequence[Difference]) -> bool:
    """Return whether these are all there were, and not the first of more."""
    return all(count < MOST for count in Counter(each.table for each in found).values())


def _compared(model: type[ProjectedRow], live: int, other: int) -> list[Difference]:
    name, keys, columns = table(model), ", ".join(model.key), columns_of(model)
    said = [", ".join(f"{side}.{column}" for column in columns) for side in ("live", "other")]
    with cursor_of(model) as cursor:
        cursor.execute(
            f"SELECT {keys}, live.generation IS NULL, other.generation IS NULL"
            f" FROM (SELECT * FROM {name} WHERE generation = %s) AS live"
            f" FULL JOIN (SELECT * FROM {name} WHERE generation = %s) AS other USING ({keys})"
            f" WHERE ({said[0]}) IS DISTINCT FROM ({said[1]}) ORDER BY {keys} LIMIT %s",
            [live, other, MOST],
        )
        rows = cursor.fetchall()
    return [_difference(shown(model._meta.db_table), row) for row in rows]


def _difference(name: str, row: tuple[Any, ...]) -> Difference:
    *key, is_new, is_gone = row
    what = "is missing" if is_new else "should not be there" if is_gone else "differs"
    return Difference(table=name, key=" ".join(map(str, key)), what=what)
