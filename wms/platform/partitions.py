"""Tables partitioned by month, so that old months can leave whole."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Protocol, cast

from django.apps import apps
from django.db import models, router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from wms.platform.database import limit_transaction
from wms.platform.databases import database_of
from wms.platform.partition_sql import (
    day_of,
    detach_partition,
    drop_partition,
    first_day,
    make_partition,
    months_from,
    number_of,
    partitions_of,
    suffix_of,
)
from wms.platform.schemas import table_in
from wms.platform.tables import quoted, shown
from wms.platform.transactions import transaction_in

# What the default partition caught may be a whole month.
MOVING = timedelta(minutes=10)


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
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = f"{plain} PARTITION BY RANGE ({self.partition_by})"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        table = table_in(to_state, app_label, self.name)
        whole = quoted(table)
        schema_editor.execute(
            f"CREATE TABLE {quoted(f'{table}_default')} PARTITION OF {whole} DEFAULT"
        )
        for month in months_from(datetime.now(UTC)):
            schema_editor.execute(
                f"CREATE TABLE {quoted(f'{table}_{suffix_of(month)}')} PARTITION OF {whole}"
                f" FOR VALUES FROM ('{day_of(month)}') TO ('{day_of(month + 1)}')"
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
    return [name for model in partitioned_models() for name in make_partitions_of(model, now)]


def make_partitions_of(model: type[models.Model], now: datetime) -> list[str]:
    """Make the partitions of one table as ``make_partitions`` does those of all."""
    table, column = model._meta.db_table, cast(Partitioned, model).partitioned_by
    there = partitions_of(_database(model), table)
    made = []
    for month in months_from(now):
        if f"{table}_{suffix_of(month)}" not in there:
            with transaction_in(_database(model)):
                limit_transaction(MOVING, database=_database(model))
                made.append(shown(make_partition(_database(model), table, column, month)))
    return made


def drop_old_partitions(now: datetime) -> list[str]:
    """Drop the months of which no row is needed any more; return the names of what is gone."""
    return [name for model in partitioned_models() for name in drop_old_partitions_of(model, now)]


def drop_old_partitions_of(model: type[models.Model], now: datetime) -> list[str]:
    """Drop the months of one table as ``drop_old_partitions`` does those of all."""
    kept_for = cast(Partitioned, model).kept_for
    if kept_for is None:
        return []
    table = model._meta.db_table
    gone = []
    for name in partitions_of(_database(model), table):
        first = first_day(table, name)
        if first is not None and _end_of(first) < now - kept_for:
            with transaction_in(_database(model)):
                drop_partition(_database(model), name)
            gone.append(shown(name))
    return gone


def months_of(model: type[models.Model]) -> list[date]:
    """Return the first days of the months that have a partition, oldest first."""
    table = model._meta.db_table
    firsts = (first_day(table, name) for name in partitions_of(_database(model), table))
    return sorted(first.date() for first in firsts if first is not None)


def partition_of(model: type[models.Model], month: date) -> str:
    """Return the name of the partition of a month, be it there or not."""
    return f"{model._meta.db_table}_{suffix_of(number_of(month))}"


def make_month(model: type[models.Model], month: date) -> str:
    """Make the partition of one month in the caller's transaction; return its name."""
    column = cast(Partitioned, model).partitioned_by
    return make_partition(_database(model), model._meta.db_table, column, number_of(month))


def detach_month(model: type[models.Model], month: date) -> str:
    """Take a month out of its table; return the table ``..._closed_YYYY_MM`` that keeps it.

    It is called last in the caller's transaction, since everybody who uses the table waits. The
    table must have no foreign keys: the tables they point to would be locked as well. What is
    left has no triggers.

    Raises:
        OperationalError: a command or a long read did not let go of the table in time.
    """
    return detach_partition(_database(model), model._meta.db_table, number_of(month))


def _database(model: type[models.Model]) -> str:
    return database_of(model._meta.app_label)


def _end_of(first: datetime) -> datetime:
    return datetime(first.year + first.month // 12, first.month % 12 + 1, 1, tzinfo=UTC)
