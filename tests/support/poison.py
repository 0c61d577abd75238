"""A row that a table refuses, as a column that is too narrow does."""

from tests.support.database import connection

MESSAGE = "poisoned"


def poison(table: str, condition: str, *, on: str = "INSERT") -> None:
    """Let a table refuse rows of a condition on NEW; gone with the transaction of the test."""
    name = _name(table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW"
            f" WHEN ({condition}) EXECUTE FUNCTION {name}()"
        )


def heal(table: str) -> None:
    """Let the table take every row again."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {_name(table)} ON {table}")


def _name(table: str) -> str:
    return f"poison_of_{table.replace('.', '_')}"
