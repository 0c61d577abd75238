"""Databases for figures that must not see each other's rows."""

import os
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from wms.platform.postgresql.roles import OWNER

AS_OWNER = f"-c role={OWNER}"
"""What a session begins with that reads and writes past the contexts."""


def fresh(template: str, name: str) -> str:
    """Return the address of a new database that is like another one, which nobody uses now.

    The role of the app makes no databases: whoever may is named in ``BENCH_ADMIN_URL``.
    """
    server, _, database = template.rpartition("/")
    with psycopg.connect(os.environ["BENCH_ADMIN_URL"], autocommit=True) as connection:
        connection.execute(
            SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                Identifier(name), Identifier(OWNER), Identifier(database)
            )
        )
    return f"{server}/{name}"


def admin_of(folder: Path, address: str) -> str:
    """Return the address of the superuser of a stack, given that of its app."""
    password = (folder / "postgres" / "password").read_text().strip()
    return f"postgres://wms:{password}@{address.rpartition('@')[2].partition('/')[0]}/postgres"
