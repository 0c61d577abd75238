"""Clauses of PostgreSQL that Django writes otherwise."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import operations

from wms.platform.postgresql.roles import OWNER, as_role
from wms.platform.tables import bare

_ROLE = re.compile(r"^SET LOCAL ROLE \w+;")


class DatabaseOperations(operations.DatabaseOperations):
    """Knows tables that lie in a schema."""

    def for_update_sql(
        self,
        nowait: bool = False,  # noqa: FBT001, FBT002 - the framework's signature
        skip_locked: bool = False,  # noqa: FBT001, FBT002 - the same
        of: Iterable[str] = (),
        no_key: bool = False,  # noqa: FBT001, FBT002 - the same
    ) -> str:
        """Return the clause that locks rows; ``OF`` takes no schema before the name of a table."""
        names = tuple(f'"{bare(name.strip(chr(34)))}"' for name in of)
        return super().for_update_sql(nowait, skip_locked, names, no_key)

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Return a statement as it was asked for, without the role that was set beside it."""
        return _ROLE.sub("", super().last_executed_query(cursor, sql, params), count=1)

    def execute_sql_flush(self, sql_list: Iterable[str]) -> Any:
        """Empty tables, which is for their owner."""
        with as_role(OWNER):
            return super().execute_sql_flush(sql_list)
