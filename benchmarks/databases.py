"""Databases for figures that must not see each other's rows."""

import psycopg
from psycopg.sql import SQL, Identifier


def fresh(template: str, name: str) -> str:
    """Return the address of a new database that is like another one, which nobody uses now."""
    server, _, database = template.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(
            SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(database))
        )
    return f"{server}/{name}"
