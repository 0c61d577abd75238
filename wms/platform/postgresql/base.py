"""A server of PostgreSQL, as Django connects to it."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import CursorWrapper

from wms.platform.postgresql.cursors import RoleCursor, RoleInForce
from wms.platform.postgresql.introspection import DatabaseIntrospection
from wms.platform.postgresql.operations import DatabaseOperations
from wms.platform.postgresql.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to a server; its statements run in its ``ROLE``, or that of who logs in."""

    SchemaEditorClass = DatabaseSchemaEditor
    introspection_class = DatabaseIntrospection
    ops_class = DatabaseOperations

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self.role: str | None = settings_dict.get("ROLE")
        self.role_in_force = RoleInForce()

    def get_connection_params(self) -> dict[str, Any]:
        """Return what psycopg connects with."""
        return super().get_connection_params() | {"cursor_factory": self._raw_cursor}

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a new cursor of the connection's own role."""
        cursor = super().create_cursor(name)
        cursor.role = self.role
        return cursor

    def chunked_cursor(self) -> CursorWrapper:
        """Return a cursor like any other: one that outlives its transaction outlives its role."""
        return self.cursor()

    def cursor_as(self, role: str | None) -> CursorWrapper:
        """Return a new cursor of another role."""
        cursor = self.cursor()
        cursor.cursor.role = role
        return cursor

    def _raw_cursor(self, connection: Any, **options: Any) -> RoleCursor:
        cursor = RoleCursor(connection, **options)
        cursor.in_force = self.role_in_force
        return cursor
