"""The statements that partitions by month are made with."""

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import psycopg
from django.db import OperationalError, connections
from django.db.backends.utils import CursorWrapper
from django.db.transaction import savepoint, savepoint_commit, savepoint_rollback

from wms.platform.postgresql.roles import OWNER, as_role
from wms.platform.tables import bare, quoted

AnswerT = TypeVar("AnswerT")
MONTHS_AHEAD = 3
TRIES, PAUSE_SECONDS = 25, 0.2
_SUFFIX = re.compile(r"_(\d{4})_(\d{2})")


def make_partition(database: str, table: str, column: str, month: int) -> str:
    """Make the partition of a month in the caller's transaction; return its name.

    What the default partition caught of the month moves to where it belongs.

    Raises:
        OperationalError: a command or a long read did not let go of the table in time.
    """
    return _in_a_hurry(database, lambda cursor: _make(cursor, table, column, month))


def detach_partition(database: str, table: str, month: int) -> str:
    """Make a standalone table of a month, without triggers; return its name.

    Raises:
        OperationalError: a command or a long read did not let go of the table in time.
    """
    return _in_a_hurry(database, lambda cursor: _detach(cursor, table, month))


def drop_partition(database: str, name: str) -> None:
    """Drop a month with all that it holds.

    Raises:
        OperationalError: a command or a long read did not let go of the table in time.
    """
    _in_a_hurry(database, lambda cursor: cursor.execute(f"DROP TABLE {quoted(name)}"))


def _in_a_hurry(database: str, work: Callable[[CursorWrapper], AnswerT]) -> AnswerT:
    """Do work that everybody who uses a table waits for, once it need not wait itself.

    It gives up before PostgreSQL looks for deadlocks, so that it is never a command that fails, and
    tries again a little later: in between everybody gets on. Autovacuum, which lets go only of who
    waits for longer, is over by then.
    """
    tries = 0
    while True:
        before = savepoint(database)
        try:
            with as_role(OWNER), connections[database].cursor() as cursor:
                answer = _within_a_moment(cursor, work)
        except OperationalError as error:
            tries += 1
            if tries == TRIES or not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise
            savepoint_rollback(before, database)
            time.sleep(PAUSE_SECONDS)
        else:
            savepoint_commit(before, database)
            return answer


def _within_a_moment(cursor: CursorWrapper, work: Callable[[CursorWrapper], AnswerT]) -> AnswerT:
    cursor.execute("SELECT current_setting('lock_timeout')")
    (patience,) = cursor.fetchone()
    cursor.execute("SET LOCAL lock_timeout = '800ms'")
    answer = work(cursor)
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", [patience])
    return answer


def _make(cursor: CursorWrapper, table: str, column: str, month: int) -> str:
    name, first, end = f"{table}_{suffix_of(month)}", day_of(month), day_of(month + 1)
    whole, part, default = quoted(table), quoted(name), quoted(f"{table}_default")
    cursor.execute(f"CREATE TABLE {part} (LIKE {whole} INCLUDING ALL)")
    # Until the partition is there, nothing may fall into the default one behind our back.
    cursor.execute(f"LOCK TABLE {default} IN ACCESS EXCLUSIVE MODE")
    # A row that may never be deleted may still go to where it belongs.
    guards = _row_triggers(cursor, default)
    for guard in guards:
        cursor.execute(f"ALTER TABLE {default} DISABLE TRIGGER {guard}")
    cursor.execute(
        f"WITH caught AS (DELETE FROM {default} WHERE {column} >= %s AND {column} < %s"
        f" RETURNING *) INSERT INTO {part} SELECT * FROM caught",
        [first, end],
    )
    for guard in guards:
        cursor.execute(f"ALTER TABLE {default} ENABLE TRIGGER {guard}")
    cursor.execute(
        f"ALTER TABLE {whole} ATTACH PARTITION {part} FOR VALUES FROM ('{first}') TO ('{end}')"
    )
    copy_statement_triggers(cursor, table, name)
    _copy_rights(cursor, whole, part)
    return name


def _detach(cursor: CursorWrapper, table: str, month: int) -> str:
    name, closed = f"{table}_{suffix_of(month)}", f"{table}_closed_{suffix_of(month)}"
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"ALTER TABLE {quoted(table)} DETACH PARTITION {quoted(name)}")
    cursor.execute(f"ALTER TABLE {quoted(name)} RENAME TO {quoted(bare(closed))}")
    cursor.execute(
        "SELECT quote_ident(tgname) FROM pg_trigger"
        " WHERE tgrelid = %s::regclass AND NOT tgisinternal",
        [quoted(closed)],
    )
    for (trigger,) in cursor.fetchall():
        cursor.execute(f"DROP TRIGGER {trigger} ON {quoted(closed)}")
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
        [quoted(table), quoted(partition)],
    )
    for (definition,) in cursor.fetchall():
        cursor.execute(re.sub(r" ON \S+ ", f" ON {quoted(partition)} ", definition, count=1))


def _copy_rights(cursor: CursorWrapper, whole: str, partition: str) -> None:
    """Let everybody do with a partition what they may do with its table."""
    cursor.execute(
        "SELECT format('GRANT %%s ON %%s TO %%I', privilege_type, %s::regclass, rolname)"
        " FROM pg_class CROSS JOIN aclexplode(relacl) JOIN pg_roles ON pg_roles.oid = grantee"
        " WHERE pg_class.oid = %s::regclass AND grantee <> relowner",
        [partition, whole],
    )
    for (statement,) in cursor.fetchall():
        cursor.execute(statement)


def partitions_of(database: str, table: str) -> set[str]:
    """Return the names of the partitions of a table; they lie where it does."""
    place = table.removesuffix(bare(table))
    with as_role(OWNER), connections[database].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid"
            " WHERE inhparent = %s::regclass",
            [quoted(table)],
        )
        return {f"{place}{name}" for (name,) in cursor.fetchall()}


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
