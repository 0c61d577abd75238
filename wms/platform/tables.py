"""Names of tables, as statements write them.

A table of a schema of its own is called ``schema"."table`` by its model, as Django has it.
"""

from django.db.models import Model
from psycopg import sql

_INSIDE = '"."'


def in_schema(schema: str, name: str) -> str:
    """Return what a model calls a table of a schema, for its ``db_table``."""
    return f"{schema}{_INSIDE}{name}"


def table(model: type[Model]) -> str:
    """Return the name of the table of a model, quoted."""
    return quoted(model._meta.db_table)


def identifier(model: type[Model]) -> sql.Identifier:
    """Return the name of the table of a model, for a statement that psycopg composes."""
    return sql.Identifier(*model._meta.db_table.split(_INSIDE))


def default_partition(model: type[Model]) -> str:
    """Return the name of the partition that takes the rows of no other, quoted."""
    return quoted(f"{model._meta.db_table}_default")


def quoted(name: str) -> str:
    """Return a name with its schema, if it has one, each in quotes."""
    return f'"{name}"'


def schema_of(name: str) -> str:
    """Return the schema of a table by its name; empty without one."""
    return name.rpartition(_INSIDE)[0]


def bare(name: str) -> str:
    """Return a name without its schema."""
    return name.rpartition(_INSIDE)[2]


def shown(name: str) -> str:
    """Return a name for people: ``schema.table``."""
    return name.replace(_INSIDE, ".")
