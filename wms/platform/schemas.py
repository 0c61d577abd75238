"""Moving the tables of an app into a schema, with all that belongs to them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from wms.platform.tables import bare, in_schema

_PUBLIC = "public"


class MoveToSchema(Operation):
    """Gives the tables of an app a schema and names without its prefix; their rows stay.

    Partitions, closed months, sequences and trigger functions go along. ``tables`` are the new
    names by model.
    """

    def __init__(self, schema: str, tables: Mapping[str, str]) -> None:
        self.schema, self.tables = schema, dict(tables)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how to write the operation down."""
        return type(self).__name__, [self.schema, self.tables], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Let the models know the new names."""
        for model, name in self.tables.items():
            new = {"db_table": in_schema(self.schema, name)}
            state.alter_model_options(app_label, model.lower(), new)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Move everything into the schema."""
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        schema_editor.execute(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
        names = _names(app_label, self.tables, from_state, to_state)
        _Move(schema_editor, app_label, _PUBLIC, self.schema, names).all()

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Move everything back, under the names of before."""
        if not router.allow_migrate(schema_editor.connection.alias, app_label):
            return
        names = _names(app_label, self.tables, from_state, to_state)
        _Move(schema_editor, app_label, self.schema, _PUBLIC, names).all()

    def describe(self) -> str:
        """Return what it does, as ``migrate --plan`` shows it."""
        return f"Move {len(self.tables)} tables into the schema {self.schema}"


def table_in(state: ProjectState, app_label: str, model: str) -> str:
    """Return what a model calls its table in a state of the migrations."""
    options = state.models[app_label, model.lower()].options
    return str(options.get("db_table") or f"{app_label}_{model.lower()}")


def _names(
    app_label: str, tables: Mapping[str, str], from_state: ProjectState, to_state: ProjectState
) -> dict[str, str]:
    """Return the new names of the tables by their old ones, neither with a schema."""
    return {
        bare(table_in(from_state, app_label, model)): bare(table_in(to_state, app_label, model))
        for model in tables
    }


class _Move:
    """One way of a move, forwards or backwards."""

    def __init__(
        self,
        editor: BaseDatabaseSchemaEditor,
        app_label: str,
        source: str,
        target: str,
        names: Mapping[str, str],
    ) -> None:
        self._editor, self._names = editor, names
        self._source, self._target = source, target
        self._prefix = f"{app_label}_"

    def all(self) -> None:
        sequences, functions = list(self._free_sequences()), list(self._functions())
        for old, new in self._names.items():
            for relation in self._relations(old):
                self._relation("TABLE", relation, relation.replace(old, new, 1))
            self._owned_sequences(old, new)
        for old in sequences:
            self._relation("SEQUENCE", old, self._renamed(old))
        for old in functions:
            self._function(old)

    def _relation(self, kind: str, old: str, new: str) -> None:
        self._editor.execute(f'ALTER {kind} {self._source}."{old}" SET SCHEMA {self._target}')
        if old != new:
            self._editor.execute(f'ALTER {kind} {self._target}."{old}" RENAME TO "{new}"')

    def _renamed(self, name: str) -> str:
        if self._target == _PUBLIC:
            return f"{self._prefix}{name}"
        return name.removeprefix(self._prefix)

    def _relations(self, table: str) -> Iterator[str]:
        """Yield a table, its partitions, and the months that were taken out of it."""
        yield from self._found(
            "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace"
            " AND relkind IN ('r', 'p') AND (relname = %s OR relname ~ %s)",
            [self._source, table, f"^{table}_(default|(closed_)?\\d{{4}}_\\d{{2}})$"],
        )

    def _owned_sequences(self, old: str, new: str) -> None:
        """Rename the sequences of a table that was moved, with which they went."""
        for name in self._found(
            "SELECT c.relname FROM pg_class AS c JOIN pg_depend AS d ON d.objid = c.oid"
            " AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass"
            " WHERE c.relkind = 'S' AND d.refobjid = %s::regclass",
            [f'{self._target}."{new}"'],
        ):
            later = name.replace(old, new, 1)
            if later != name:
                self._editor.execute(f'ALTER SEQUENCE {self._target}."{name}" RENAME TO "{later}"')

    def _free_sequences(self) -> Iterator[str]:
        yield from self._found(
            "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = %s::regnamespace"
            " AND c.relkind = 'S' AND starts_with(c.relname, %s) AND NOT EXISTS ("
            " SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')"
            " AND d.refclassid = 'pg_class'::regclass)",
            [self._source, self._prefix if self._source == _PUBLIC else ""],
        )

    def _functions(self) -> Iterator[str]:
        yield from self._found(
            "SELECT proname FROM pg_proc WHERE pronamespace = %s::regnamespace"
            " AND starts_with(proname, %s)",
            [self._source, self._prefix if self._source == _PUBLIC else ""],
        )

    def _function(self, old: str) -> None:
        """Move a trigger function, and let it name the tables as they are called now."""
        new = self._renamed(old)
        self._editor.execute(f"ALTER FUNCTION {self._source}.{old}() SET SCHEMA {self._target}")
        self._editor.execute(f"ALTER FUNCTION {self._target}.{old}() RENAME TO {new}")
        (definition,) = self._found(
            "SELECT pg_get_functiondef(%s::regprocedure)", [f"{self._target}.{new}()"]
        )
        for before, after in self._names.items():
            was = f"{self._source}.{before}" if self._source != _PUBLIC else before
            becomes = f"{self._target}.{after}" if self._target != _PUBLIC else after
            # The name that a trigger has of its table, in quotes, is without a schema.
            definition = definition.replace(f"'{before}'", f"'{after}'")
            definition = re.sub(rf"(?<![\w.']){re.escape(was)}\b", becomes, definition)
        self._editor.execute(definition, params=None)

    def _found(self, query: str, parameters: list[Any]) -> list[str]:
        with self._editor.connection.cursor() as cursor:
            cursor.execute(query, parameters)
            return [name for (name,) in cursor.fetchall()]


def copy_rows(source: str, target: str, columns: str) -> RunSQL:
    """Return an operation that copies the rows of a table which may lie on another server.

    Args:
        source: where they are, ``schema.table``; nothing is copied if it is not there.
        target: where they are needed.
        columns: those of both, with commas between.
    """
    return RunSQL(
        f"DO $$ BEGIN IF to_regclass('{source}') IS NOT NULL THEN"
        f" INSERT INTO {target} ({columns}) SELECT {columns} FROM {source};"
        " END IF; END $$",
        RunSQL.noop,
    )
