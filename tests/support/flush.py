"""Tables are emptied between tests that commit, which the ledger refuses in earnest."""

from collections.abc import Iterable
from typing import Any

import pytest

from wms.platform.postgresql.operations import DatabaseOperations
from wms.platform.postgresql.roles import OWNER, as_role

# 32 is TRUNCATE as pg_trigger.tgtype has it.
_GUARDS = (
    "SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname)"
    " FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 <> 0 AND tgenabled <> 'D'"
)


def let_tables_be_emptied(patch: pytest.MonkeyPatch) -> None:
    """Take the guards off before each flush: a month that was made since then has its own."""
    flush = DatabaseOperations.execute_sql_flush

    def flush_guarded(operations: DatabaseOperations, sql_list: Iterable[str]) -> Any:
        with as_role(OWNER), operations.connection.cursor() as cursor:
            cursor.execute(_GUARDS)
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
        return flush(operations, sql_list)

    patch.setattr(DatabaseOperations, "execute_sql_flush", flush_guarded)
