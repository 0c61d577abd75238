"""Tables partitioned by month, so that old months can leave whole."""

from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

MONTHS_AHEAD = 3


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
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        schema_editor.execute(f"CREATE TABLE {table}_default PARTITION OF {table} DEFAULT")
        for statement in _months_of(table, datetime.now(UTC)):
            schema_editor.execute(statement)


def partitioned_models() -> list[type[models.Model]]:
    """Return every model that says by which timestamp it is partitioned."""
    return [model for model in apps.get_models() if hasattr(model, "partitioned_by")]


def make_partitions(now: datetime) -> None:
    """Make this month's partition of every partitioned table, and those of the next months."""
    for model in partitioned_models():
        with connection.cursor() as cursor:
            for statement in _months_of(model._meta.db_table, now):
                cursor.execute(statement)


def _months_of(table: str, now: datetime) -> list[str]:
    first = now.year * 12 + now.month - 1
    return [
        f"CREATE TABLE IF NOT EXISTS {table}_{_suffix(month)} PARTITION OF {table}"
        f" FOR VALUES FROM ('{_day(month)}') TO ('{_day(month + 1)}')"
        for month in range(first, first + MONTHS_AHEAD + 1)
    ]


def _suffix(month: int) -> str:
    return f"{month // 12}_{month % 12 + 1:02d}"


def _day(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}-01T00:00:00Z"
