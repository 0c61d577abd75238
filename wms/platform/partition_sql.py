"""The statements that partitions by month are made with."""

import re
from datetime import UTC, date, datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper

MONTHS_AHEAD = 3
_SUFFIX = re.compile(r"_(\d{4})_(\d{2})")


def make_partition(table: str, column: str, month: int) -> str:
    """Make the partition of a month in the caller's transaction; return its name.

    What the default partition caught of the month moves to where it belongs.
    """
    name, first, end = f"{table}_{suffix_of(month)}", day_of(month), day_of(month + 1)
    with connection.cursor() as cursor:
        hurry(cursor)
        cursor.execute(f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL)")
        # Until the partition is there, nothing may fall into the default one behind our back.
        cursor.execute(f"LOCK TABLE {table}_default IN ACCESS EXCLUSIVE MODE")
        # A row that may never be deleted may still go to where it belongs.
        guards = _row_triggers(cursor, f"{table}_default")
        for guard in guards:
            cursor.execute(f"ALTER TABLE {table}_default DISABLE TRIGGER {guard}")
        cursor.execute(
            f"WITH caught AS (DELETE FROM {table}_default WHERE {column} >= %s AND {column} < %s"
            f" RETURNING *) INSERT INTO {name} SELECT * FROM caught",
            [first, end],
        )
        for guard in guards:
            cursor.execute(f"ALTER TABLE {table}_default ENABLE TRIGGER {guard}")
        cursor.execute(
            f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{first}') TO ('{end}')"
        )
        copy_statement_triggers(cursor, table, name)
    return name


def detach_partition(table: str, month: int) -> str:
    """Make a standalone table of a month, without triggers; return its name."""
    name, closed = f"{table}_{suffix_of(month)}", f"{table}_closed_{suffix_of(month)}"
    with connection.cursor() as cursor:
        hurry(cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {name}")
        cursor.execute(f"ALTER TABLE {name} RENAME TO {closed}")
        cursor.execute(
            "SELECT quote_ident(tgname) FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [closed],
        )
        for (trigger,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {trigger} ON {closed}")
    return closed


def copy_statement_triggers(cursor: CursorWrapper, table: str, partition: str) -> None:
    """Give a partition the statement triggers of its table; PostgreSQL copies those of rows only.

    Those it has already stay as they are.
    """
    cursor.execute(
        "SELECT pg_get_triggerdef(theirs.oid) FROM pg_trigger AS theirs"
        " WHERE theirs.tgrelid = %s::regclass AND NOT theirs.tgisinternal"
        " AND theirs.tgtype & 1 = 0 AND NOT EXISTS ("
        " SELECT FROM pg_trigger AS ours"
        " WHERE ours.tgrelid = %s::regclass AND ours.tgname = theirs.tgname)",
        [table, partition],
    )
    for (definition,) in cursor.fetchall():
        cursor.execute(re.sub(r" ON \S+ ", f" ON {partition} ", definition, count=1))


def partitions_of(table: str) -> set[str]:
    """Return the names of the partitions of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def hurry(cursor: CursorWrapper) -> None:
    """Rather fail and be run again than make every command wait behind this.

    It gives up before PostgreSQL looks for deadlocks, so that it is never a command that fails.
    """
    cursor.execute("SET LOCAL lock_timeout = '800ms'")


def months_from(now: datetime) -> range:
    """Return this month and those that are made ahead, counted from the year 0."""
    first = number_of(now)
    return range(first, first + MONTHS_AHEAD + 1)


def number_of(day: date) -> int:
    """Return the month of a day, counted from the year 0."""
    return day.year * 12 + day.month - 1


def suffix_of(month: int) -> str:
    """Return how the partition of a month ends: ``2026_11``."""
    return f"{month // 12}_{month % 12 + 1:02d}"


def day_of(month: int) -> str:
    """Return the first instant of a month."""
    return f"{month // 12}-{month % 12 + 1:02d}-01T00:00:00Z"


def first_day(table: str, partition: str) -> datetime | None:
    """Return the first instant of the month a partition is for; None of the default one."""
    match = _SUFFIX.fullmatch(partition.removeprefix(table))
    return datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC) if match else None


def _row_triggers(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(
        "SELECT quote_ident(tgname) FROM pg_trigger"
        " WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgtype & 1 = 1",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]
