"""The statements of the drain: each short, none around the broker."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

import psycopg
from django.db import DEFAULT_DB_ALIAS, Error, connections
from psycopg import sql
from psycopg.rows import class_row

from wms.platform.databases import cursor_of, server_of
from wms.platform.kafka.cloudevents import Recorded
from wms.platform.outbox.marks import DrainMark
from wms.platform.outbox.outboxes import Outbox
from wms.platform.tables import identifier, table

logger = logging.getLogger(__name__)

ENVELOPE = (
    "id",
    "event_id",
    "event_type",
    "partition_key",
    "subject",
    "sequence",
    "data",
    "occurred_at",
    "traceparent",
    "actor",
)


def read(connection: psycopg.Connection[Any], outbox: Outbox, limit: int) -> list[Recorded]:
    """Return the oldest waiting events, in the order of their ids, less the keys held back."""
    query = sql.SQL(
        "SELECT {columns} FROM {waiting} AS each WHERE NOT EXISTS (SELECT FROM {waiting} AS held"
        " WHERE held.held_because <> '' AND held.partition_key = each.partition_key)"
        " ORDER BY id LIMIT %s"
    ).format(columns=_columns(), waiting=_waiting(outbox))
    with connection.cursor(row_factory=class_row(Recorded)) as cursor:
        return cursor.execute(query, [limit]).fetchall()


def move(connection: psycopg.Connection[Any], outbox: Outbox, ids: Sequence[int]) -> int:
    """Move acknowledged events into the event log, in one statement; return how many."""
    query = sql.SQL(
        "WITH gone AS (DELETE FROM {waiting} WHERE id = ANY(%s) RETURNING {columns})"
        " INSERT INTO {log} ({columns}) SELECT {columns} FROM gone"
    ).format(columns=_columns(), waiting=_waiting(outbox), log=_log(outbox))
    return connection.execute(query, [ids]).rowcount


def hold(connection: psycopg.Connection[Any], outbox: Outbox, reasons: Mapping[int, str]) -> None:
    """Note on events why they can never be sent; their keys wait from now on."""
    query = sql.SQL(
        "UPDATE {waiting} AS each SET held_because = reason"
        " FROM unnest(%s::bigint[], %s::text[]) AS given (id, reason) WHERE each.id = given.id"
    ).format(waiting=_waiting(outbox))
    connection.execute(query, [list(reasons), list(reasons.values())])


def mark(connection: psycopg.Connection[Any], outbox: Outbox) -> None:
    """Note that this outbox was drained just now; the note is the platform's, wherever that is."""
    statement: LiteralString = (
        "INSERT INTO {} (outbox, drained_at) VALUES (%s, now())"
        " ON CONFLICT (outbox) DO UPDATE SET drained_at = excluded.drained_at"
    )
    if server_of(outbox.database) == DEFAULT_DB_ALIAS:
        connection.execute(sql.SQL(statement).format(identifier(DrainMark)), [outbox.name])
        return
    try:
        with cursor_of(DrainMark) as cursor:
            cursor.execute(statement.format(table(DrainMark)), [outbox.name])
    except Error:
        # Draining goes on without; a sign of life that is missing is seen.
        logger.exception("%s is drained, and nobody can be told", outbox.name)
        connections[DEFAULT_DB_ALIAS].close()


def _columns() -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in ENVELOPE)


def _waiting(outbox: Outbox) -> sql.Identifier:
    return identifier(outbox.waiting)


def _log(outbox: Outbox) -> sql.Identifier:
    return identifier(outbox.log)
