"""The limits that this process keeps towards the database, and where others hold."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import psycopg
from django.conf import settings
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import TransactionStatus

from wms.platform.databases import servers
from wms.platform.limits import Limits

_WEB = "web"
_TOO_LONG = (
    psycopg.errors.LockNotAvailable,
    psycopg.errors.QueryCanceled,
    psycopg.errors.TransactionTimeout,
    psycopg.errors.DeadlockDetected,
)


def become(kind: str) -> None:
    """Say which kind of process this is: its new connections keep the limits of that kind.

    Raises:
        KeyError: there is no such kind.
    """
    options = limits_of(kind).at_start()
    settings.PROCESS_KIND = kind
    for server in servers():
        connections.settings[server].setdefault("OPTIONS", {})["options"] = options


def limits_of(kind: str) -> Limits:
    """Return the limits of a kind of process.

    Raises:
        KeyError: there is no such kind.
    """
    limits: Limits = settings.DATABASE_LIMITS[kind]
    return limits


def is_web() -> bool:
    """Return whether this process answers requests, whose threads nothing may hold for long."""
    return bool(settings.PROCESS_KIND == _WEB)


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Keep other limits on this thread's connections until the block ends; not in a transaction.

    They are set with the first statement of the block to a server: what asks it nothing does not
    need them.
    """
    every = [_AtFirst(connections[server], limits) for server in servers()]
    try:
        with ExitStack() as block:
            for each in every:
                block.enter_context(each.connection.execute_wrapper(each))
            yield
    finally:
        for each in every:
            if each.was_asked:
                _reset(each.connection)


class _AtFirst:
    """Sets limits before the first statement that it wraps, and again where connections change."""

    def __init__(self, connection: BaseDatabaseWrapper, limits: Limits) -> None:
        self.connection = connection
        self._limits = limits
        self._limited: object = None

    @property
    def was_asked(self) -> bool:
        return self._limited is not None

    def __call__(
        self,
        execute: Callable[[str, Any, bool, dict[str, Any]], Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - as Django calls it
        context: dict[str, Any],
    ) -> Any:
        if self._limited is not self.connection.connection:
            self._limited = self.connection.connection
            with _before_the_transaction(self.connection):
                _set(self.connection, self._limits.by_name(), until_commit=False)
        return execute(sql, params, many, context)


@contextmanager
def _before_the_transaction(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Run statements ahead of a transaction that was opened, but of which nothing was said yet.

    In it they would be forgotten when it is rolled back, and the time that it may take is counted
    from its beginning: more of it is not given to a transaction that runs.
    """
    raw: psycopg.Connection = connection.connection
    if raw.autocommit or raw.info.transaction_status != TransactionStatus.IDLE:
        yield
        return
    raw.autocommit = True
    try:
        yield
    finally:
        raw.autocommit = False


def limit_transaction(statement: timedelta, *, database: str) -> None:
    """Let each statement of the running transaction take so long, and the whole as long as it does.

    ``database`` is the alias of the one it is in. Locks are waited for no longer than before.
    """
    milliseconds = statement // timedelta(milliseconds=1)
    limits = {"transaction_timeout": 0, "statement_timeout": milliseconds}
    _set(connections[database], limits, until_commit=True)


def is_busy(error: BaseException) -> bool:
    """Return whether the database gave up on a lock, or on what took too long."""
    return isinstance(error.__cause__, _TOO_LONG)


def _set(
    connection: BaseDatabaseWrapper, milliseconds: dict[str, int], *, until_commit: bool
) -> None:
    calls = ", ".join("set_config(%s, %s, %s)" for _ in milliseconds)
    values = [
        each for name, value in milliseconds.items() for each in (name, str(value), until_commit)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", values)


def _reset(connection: BaseDatabaseWrapper) -> None:
    if connection.connection is None:
        return
    try:
        with connection.cursor() as cursor:
            for name in ("lock_timeout", "statement_timeout", "transaction_timeout"):
                cursor.execute(f"RESET {name}")
    except Error:
        connection.close()  # one that kept the limits of others would be worse than none
