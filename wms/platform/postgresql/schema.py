"""How PostgreSQL changes tables that lie in a schema."""

from typing import Any

from django.db.backends.postgresql import schema
from django.db.models import BaseConstraint, Field, Index, Model

from wms.platform.postgresql.search_path import looking_into


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Looks for an index where its table lies: a statement names it without its schema."""

    def remove_index(
        self,
        model: type[Model],
        index: Index,
        concurrently: bool = False,  # noqa: FBT001, FBT002 - the framework's signature
    ) -> None:
        """Drop an index."""
        with self.connection.cursor() as cursor, looking_into(cursor, model._meta.db_table):
            super().remove_index(model, index, concurrently)

    def rename_index(self, model: type[Model], old_index: Index, new_index: Index) -> None:
        """Rename an index."""
        with self.connection.cursor() as cursor, looking_into(cursor, model._meta.db_table):
            super().rename_index(model, old_index, new_index)

    def remove_constraint(self, model: type[Model], constraint: BaseConstraint) -> None:
        """Drop a constraint, which may be an index."""
        with self.connection.cursor() as cursor, looking_into(cursor, model._meta.db_table):
            super().remove_constraint(model, constraint)

    def alter_field(
        self,
        model: type[Model],
        old_field: "Field[Any, Any]",
        new_field: "Field[Any, Any]",
        strict: bool = False,  # noqa: FBT001, FBT002 - the framework's signature
    ) -> None:
        """Change a column, and the indexes and constraints that follow from it."""
        with self.connection.cursor() as cursor, looking_into(cursor, model._meta.db_table):
            super().alter_field(model, old_field, new_field, strict)
