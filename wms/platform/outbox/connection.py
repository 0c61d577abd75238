"""A connection of its own for the drain, and the locks that make it the only one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS

from wms.platform.database import limits_of
from wms.platform.outbox.outboxes import Outbox
from wms.platform.postgresql.address import address_of
from wms.platform.postgresql.roles import EVENTS

CONNECT_TIMEOUT_SECONDS = 5


class Occupied(Exception):
    """Somebody else is draining; there is nothing to do here."""


@contextmanager
def sole_drain(
    outboxes: Sequence[Outbox], *, patience_ms: int = 0
) -> Iterator[psycopg.Connection[Any]]:
    """Become the only drain of these outboxes until the block ends, or the connection does.

    Args:
        outboxes: of one server, locked in the order given, which has to be the same everywhere.
        patience_ms: how long to wait for another drain to finish; 0 waits for ever.

    Raises:
        Occupied: another drain did not finish in time.
    """
    with (
        direct_connection("wms drain", database=_database_of(outboxes)) as connection,
        locked(connection, outboxes, patience_ms=patience_ms),
    ):
        yield connection


def _database_of(outboxes: Sequence[Outbox]) -> str:
    return outboxes[0].database if outboxes else DEFAULT_DB_ALIAS


@contextmanager
def locked(
    connection: psycopg.Connection[Any], outboxes: Sequence[Outbox], *, patience_ms: int
) -> Iterator[None]:
    """Hold the locks of these outboxes on a connection until the block ends.

    They belong to the session, so that no transaction is open while Kafka is waited for; therefore
    the connection must not go through a pool that hands sessions around.

    Raises:
        Occupied: another drain did not finish in time.
    """
    held: list[str] = []
    try:
        # The whole wait for a turn is one statement, and not what the limit of those is for.
        connection.execute(
            "SELECT set_config('lock_timeout', %s, false),"
            " set_config('statement_timeout', '0', false)",
            [str(patience_ms)],
        )
        for outbox in outboxes:
            key = f"drain {outbox.name}"
            connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
            held.append(key)
        connection.execute("RESET lock_timeout")
        connection.execute("RESET statement_timeout")
        yield
    except psycopg.errors.LockNotAvailable as error:
        if len(held) == len(outboxes):
            raise
        raise Occupied("another drain is at work") from error
    finally:
        if not connection.broken:
            for key in held:
                connection.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def direct_connection(
    application: str, *, database: str = DEFAULT_DB_ALIAS, role: str = EVENTS
) -> psycopg.Connection[Any]:
    """Return a new connection in autocommit mode, to the server itself if a pool is before it.

    Args:
        application: what the server knows it by.
        database: the alias of a database on the server.
        role: in which its statements run.
    """
    return psycopg.connect(
        address_of(database),
        autocommit=True,
        application_name=application,
        connect_timeout=CONNECT_TIMEOUT_SECONDS,
        options=f"{limits_of('drain').at_start()} -c role={role}",
        # A peer that vanished without a word is noticed, and its locks are free, in seconds.
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
    )
