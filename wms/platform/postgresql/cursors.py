"""Cursors whose statements run in a role."""

import re
from typing import Any, Final, Self

from psycopg import ClientCursor
from psycopg.pq import PipelineStatus, TransactionStatus

from wms.platform.postgresql.roles import role_instead

ANY: Final = ""
"""In place of a role: whichever is in force."""

_GO_BACK = "ROLLBACK TO "
# PostgreSQL takes them in no transaction, be it only that of a message.
_ALONE = re.compile(r"(CREATE|DROP) (UNIQUE )?INDEX CONCURRENTLY |VACUUM")
_NEED_NO_ROLE = ("SAVEPOINT ", "RELEASE SAVEPOINT ", _GO_BACK)


class RoleInForce:
    """In which role the running transaction of a connection is; None is the one that logged in.

    A role lasts until the transaction ends (``SET LOCAL ROLE``), so that a pool which hands
    connections from one transaction to another hands no role along.
    """

    role: str | None = None


class RoleCursor(ClientCursor[Any]):
    """Sets the role together with the first statement that needs it, in one message.

    Outside a transaction the two are one transaction of their own.
    """

    role: str | None = ANY
    in_force: RoleInForce

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Execute a statement in the role of the cursor."""
        in_force = self.in_force
        if self.connection.pgconn.transaction_status == TransactionStatus.IDLE:
            in_force.role = None
        text = query if isinstance(query, str) else query.as_string(self.connection)
        if text.startswith(_NEED_NO_ROLE):
            super().execute(query, params, **options)
            if text.startswith(_GO_BACK):
                in_force.role = ANY  # that from before the savepoint, whichever it was
            return self
        role = self.role if self.role == ANY else role_instead() or self.role
        if role in (ANY, in_force.role):
            return super().execute(query, params, **options)
        if _ALONE.match(text):
            return self._execute_alone(role, query, params, options)
        change = f"SET LOCAL ROLE {'NONE' if role is None else role};"
        if self.connection.pgconn.pipeline_status == PipelineStatus.OFF:
            super().execute(change + text, params, **options)
            self.nextset()
        else:  # which takes one statement in a message
            self.connection.execute(change)
            super().execute(query, params, **options)
        in_force.role = role
        return self

    def _execute_alone(
        self, role: str | None, query: Any, params: Any, options: dict[str, Any]
    ) -> Self:
        self.connection.execute(f"SET ROLE {'NONE' if role is None else role}")
        try:
            return super().execute(query, params, **options)
        finally:
            self.connection.execute("RESET ROLE")

    def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
        """Execute a statement for each of several parameters, in the role of the cursor."""
        with self.connection.transaction():
            self.execute("SELECT")
            super().executemany(query, params_seq, **options)
