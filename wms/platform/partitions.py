"""Tables partitioned by month, so that old months can leave whole."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Protocol, cast

from django.apps import apps
from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from wms.platform.transactions import transaction

MONTHS_AHEAD = 3
_SUFFIX = re.compile(r"_(\d{4})_(\d{2})")


class Partitioned(Protocol):
    """What a model says of itself whose table is partitioned."""

    partitioned_by: ClassVar[str]
    kept_for: ClassVar[timedelta | None]


class CreatePartitionedModel(CreateModel):
    """``CreateModel`` for a table partitioned by the month of one of its timestamps.

    A default partition stands beside the months: a month that nobody made stops nothing.
    """

    def __init__(self, *args: Any, partition_by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partition_by = partition_by

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the table, its default partition, and this month's and the next ones."""
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = f"{plain} PARTITION BY RANGE ({self.partition_by})"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        table = f"{app_label}_{self.name_lower}"
        schema_editor.execute(f"CREATE TABLE {table}_default PARTITION OF {table} DEFAULT")
        for month in _months(datetime.now(UTC)):
            schema_editor.execute(
                f"CREATE TABLE {table}_{_suffix(month)} PARTITION OF {table}"
                f" FOR VALUES FROM ('{_day(month)}') TO ('{_day(month + 1)}')"
            )


def partitioned_models() -> list[type[models.Model]]:
    """Return every model that says by which timestamp it is partitioned."""
    return [model for model in apps.get_models() if hasattr(model, "partitioned_by")]


def make_partitions(now: datetime) -> list[str]:
    """Make this month's partition of every partitioned table, and those of the next months.

    What the default partition caught of such a month moves to where it belongs.

    Returns:
        The names of the partitions that were missing.
    """
    made = []
    for model in partitioned_models():
        table, column = model._meta.db_table, cast(Partitioned, model).partitioned_by
        there = _partitions(table)
        for month in _months(now):
            name = f"{table}_{_suffix(month)}"
            if name not in there:
                _make(table, column, name, month)
                made.append(name)
    return made


def drop_old_partitions(now: datetime) -> list[str]:
    """Drop the months of which no row is needed any more; return the names of what is gone."""
    gone = []
    for model in partitioned_models():
        kept_for = cast(Partitioned, model).kept_for
        if kept_for is None:
            continue
        table = model._meta.db_table
        for name in _partitions(table):
            match = _SUFFIX.fullmatch(name.removeprefix(table))
            if match and _ends_at(int(match[1]), int(match[2])) < now - kept_for:
                with transaction, connection.cursor() as cursor:
                    _hurry(cursor)
                    cursor.execute(f"DROP TABLE {name}")
                gone.append(name)
    return gone


def _make(table: str, column: str, name: str, month: int) -> None:
    first, end = _day(month), _day(month + 1)
    with transaction, connection.cursor() as cursor:
        _hurry(cursor)
        cursor.execute(f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL)")
        # Until the partition is there, nothing may fall into the default one behind our back.
        cursor.execute(f"LOCK TABLE {table}_default IN ACCESS EXCLUSIVE MODE")
        cursor.execute(
            f"WITH caught AS (DELETE FROM {table}_default WHERE {column} >= %s AND {column} < %s"
            f" RETURNING *) INSERT INTO {name} SELECT * FROM caught",
            [first, end],
        )
        cursor.execute(
            f"ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{first}') TO ('{end}')"
        )


def _hurry(cursor: CursorWrapper) -> None:
    # Rather fail and be run again than make every command wait behind this.
    cursor.execute("SET LOCAL lock_timeout = '2s'")


def _partitions(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def _months(now: datetime) -> range:
    first = now.year * 12 + now.month - 1
    return range(first, first + MONTHS_AHEAD + 1)


def _suffix(month: int) -> str:
    return f"{month // 12}_{month % 12 + 1:02d}"


def _day(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}-01T00:00:00Z"


def _ends_at(year: int, month: int) -> datetime:
    return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
