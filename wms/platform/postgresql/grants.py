"""What each role may do with the tables of a server."""

from collections.abc import Iterator
from typing import Any, Final, LiteralString

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from psycopg import sql

from wms.platform.databases import database_of, server_of
from wms.platform.history.models import HistoryRecord
from wms.platform.outbox.marks import DrainMark
from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.postgresql.roles import EVENTS, OWNER, ROLES, as_role, role_of
from wms.platform.tables import identifier, schema_of
from wms.platform.transactions import transaction_in

LOGGED_IN: Final = "SESSION_USER"
"""In place of a role: the one that connects, whose tables those of the platform are."""

_ROWS: Final = "SELECT, INSERT, UPDATE, DELETE"


def rights(model: type[Model]) -> dict[str, LiteralString]:
    """Return what each role may do with the rows of a model; all others may do nothing.

    A context writes into its outbox, and reads neither that nor what was published. It adds to the
    history of its things and changes nothing of it.
    """
    label = database_of(model._meta.app_label)
    context = LOGGED_IN if label == DEFAULT_DB_ALIAS else role_of(label)
    if issubclass(model, OutboxMessage):
        return {context: "INSERT", EVENTS: "SELECT, UPDATE, DELETE"}
    if issubclass(model, EventLogEntry):
        return {EVENTS: "SELECT, INSERT"}
    if issubclass(model, HistoryRecord):
        return {context: "SELECT, INSERT"}
    if model is DrainMark:
        return {context: _ROWS, EVENTS: "SELECT, INSERT, UPDATE"}
    return {context: _ROWS}


def grant_rights(server: str) -> int:
    """Give every role of a server its rights, and take all others; return of how many tables.

    May be run again, and while the app works: it is one transaction. Tables that no migration has
    made yet are left out.
    """
    with as_role(OWNER), transaction_in(server), connections[server].cursor() as cursor:
        there = set(connections[server].introspection.table_names(cursor))
        models = [each for each in _models_on(server) if each._meta.db_table in there]
        partitions = _partitions(cursor)
        statements = [*_of_schemas(models), *_of_framework()]
        for model in models:
            statements += _of_table(model, partitions.get(model._meta.db_table, []))
        cursor.execute(sql.SQL("; ").join(statements).as_string(cursor.connection))
    return len(models)


def _models_on(server: str) -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        managed = model._meta.managed and not model._meta.proxy
        if managed and server_of(database_of(model._meta.app_label)) == server:
            yield model


def _of_schemas(models: list[type[Model]]) -> Iterator[sql.Composable]:
    users: dict[str, set[str]] = {}
    for model in models:
        users.setdefault(schema_of(model._meta.db_table) or "public", set()).update(rights(model))
    for schema, roles in sorted(users.items()):
        place = sql.Identifier(schema)
        everybody = _everybody()
        yield sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(place, everybody)
        yield sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA {} FROM {}").format(place, everybody)
        for role in sorted(roles):
            yield sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(place, _named(role))
            if role != EVENTS:  # a default of a column takes the next number
                yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}").format(
                    place, _named(role)
                )


def _of_framework() -> Iterator[sql.Composable]:
    yield sql.SQL("GRANT SELECT ON django_migrations TO {}").format(_named(LOGGED_IN))


def _of_table(model: type[Model], partitions: list[sql.Identifier]) -> Iterator[sql.Composable]:
    tables = sql.SQL(", ").join([identifier(model), *partitions])
    yield sql.SQL("REVOKE ALL ON {} FROM {}").format(tables, _everybody())
    for role, privileges in rights(model).items():
        yield sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(privileges), tables, _named(role))


def _partitions(cursor: Any) -> dict[str, list[sql.Identifier]]:
    """Return the partitions of each table, by what its model calls it."""
    cursor.execute(
        "SELECT whole_in.nspname, whole.relname, part_in.nspname, part.relname FROM pg_inherits"
        " JOIN pg_class AS whole ON whole.oid = inhparent"
        " JOIN pg_namespace AS whole_in ON whole_in.oid = whole.relnamespace"
        " JOIN pg_class AS part ON part.oid = inhrelid AND part.relkind IN ('r', 'p')"
        " JOIN pg_namespace AS part_in ON part_in.oid = part.relnamespace"
        " WHERE whole.relkind = 'p'"
    )
    found: dict[str, list[sql.Identifier]] = {}
    for schema, table, *partition in cursor.fetchall():
        name = table if schema == "public" else f'{schema}"."{table}'
        found.setdefault(name, []).append(sql.Identifier(*partition))
    return found


def _everybody() -> sql.Composable:
    """Return all but the owner, as those from whom something is taken."""
    others = [sql.Identifier(role) for role in ROLES if role != OWNER]
    return sql.SQL(", ").join([sql.SQL("PUBLIC"), _named(LOGGED_IN), *others])


def _named(role: str) -> sql.Composable:
    return sql.SQL("SESSION_USER") if role == LOGGED_IN else sql.Identifier(role)
