"""Which database a table is in: each context has its own, the platform has `default`."""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model


def database_of(label: str) -> str:
    """Return the alias of the database that an app's tables are in, by its label."""
    return label if label in connections.settings else DEFAULT_DB_ALIAS


def connection_of(model: type[Model]) -> BaseDatabaseWrapper:
    """Return this thread's connection to the database of a model, in the role of its context."""
    return connections[database_of(model._meta.app_label)]


def cursor_of(model: type[Model]) -> CursorWrapper:
    """Return a cursor for statements about a model, in the role of its context."""
    return connection_of(model).cursor()


def server_of(alias: str) -> str:
    """Return the alias under which the server of a database is connected to."""
    server: str = connections.settings[alias].get("SERVER", alias)
    return server


def role_in(alias: str) -> str:
    """Return the role in which statements run in a database; `none` is the one that connects."""
    return connections.settings[alias].get("ROLE") or "none"


@cache
def servers() -> tuple[str, ...]:
    """Return the aliases of all servers, that of the platform first."""
    return tuple(dict.fromkeys(server_of(alias) for alias in connections.settings))


def variable_of(server: str) -> str:
    """Return how the variables begin that lead to a server, as ``INVENTORY_DATABASE_``."""
    return "DATABASE_" if server == DEFAULT_DB_ALIAS else f"{server.upper()}_DATABASE_"


class ContextRouter:
    """Leads every model to the database of its app."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        """Return where a model is read."""
        return database_of(model._meta.app_label)

    def db_for_write(self, model: type[Model], **_hints: Any) -> str:
        """Return where a model is written."""
        return database_of(model._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        """Return whether the tables of an app are made in a database: where its server is."""
        return server_of(db) == server_of(database_of(app_label))
