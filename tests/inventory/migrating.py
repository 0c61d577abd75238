"""Databases that a test migrates by itself, filled on the way."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support.servers import TestServers
from wms.platform.postgresql.roles import OWNER

AS_OWNER = f"-c role={OWNER}"
PROJECT = Path(__file__).parents[2]


@contextmanager
def database_beside(servers: TestServers, name: str) -> Iterator[str]:
    """Make a database of its own on the server of the tests, and give its address."""
    root, _slash, _name = servers.database_url.rpartition("/")
    with psycopg.connect(servers.database_admin_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
    yield f"{root}/{name}"
    with psycopg.connect(servers.database_admin_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate(
    url: str, migration: str, *, context: str = "inventory"
) -> subprocess.CompletedProcess[str]:
    """Bring a database to a migration of a context, or say why not."""
    return subprocess.run(
        [sys.executable, "manage.py", "migrate", context, migration, "--verbosity", "0"],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=False,
        capture_output=True,
        text=True,
    )
