"""Where PostgreSQL looks for a name that says no schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wms.platform.tables import schema_of


@contextmanager
def looking_into(cursor: Any, table: str) -> Iterator[None]:
    """Let names be looked for in the schema of a table, if it lies in one."""
    schema = schema_of(table)
    if not schema:
        yield
        return
    cursor.execute("SELECT current_setting('search_path')")
    (before,) = cursor.fetchone()
    cursor.execute("SELECT set_config('search_path', %s, false)", [schema])
    yield
    cursor.execute("SELECT set_config('search_path', %s, false)", [before])
