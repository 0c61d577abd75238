"""What PostgreSQL knows of tables, also of those in a schema."""

from typing import Any

from django.db.backends.base.introspection import TableInfo
from django.db.backends.postgresql import introspection

from wms.platform.postgresql.search_path import looking_into
from wms.platform.tables import bare, in_schema

_OURS = (
    "SELECT n.nspname, c.relname"
    " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname <> 'public'"
    " AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
)


class DatabaseIntrospection(introspection.DatabaseIntrospection):
    """Finds tables by the names that models give them, be they in a schema or not."""

    def get_table_list(self, cursor: Any) -> list[TableInfo]:
        """Return the tables of all schemas."""
        plain: list[TableInfo] = super().get_table_list(cursor)
        cursor.execute(_OURS)
        return plain + [TableInfo(in_schema(*names), "t") for names in cursor.fetchall()]

    def get_table_description(self, cursor: Any, table_name: str) -> Any:
        """Return the columns of a table."""
        with looking_into(cursor, table_name):
            return super().get_table_description(cursor, bare(table_name))

    def get_constraints(self, cursor: Any, table_name: str) -> Any:
        """Return the constraints and indexes of a table."""
        with looking_into(cursor, table_name):
            return super().get_constraints(cursor, bare(table_name))

    def get_relations(self, cursor: Any, table_name: str) -> Any:
        """Return the foreign keys of a table."""
        with looking_into(cursor, table_name):
            return super().get_relations(cursor, bare(table_name))
