"""PostgreSQL's own programs that dump and restore."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from wms.platform.embedded.errors import StackError
from wms.platform.embedded.postgres import program_of
from wms.platform.postgresql.address import address_of


class NotDone(Exception):
    """A program is missing, or has failed; the text says why."""


def run(name: str, server: str, *arguments: str | Path) -> None:
    """Run a program of PostgreSQL against a server; its password is on no command line.

    Raises:
        NotDone: it is not installed, or fails.
    """
    address: dict[str, Any] = conninfo_to_dict(address_of(server))
    password = address.pop("password", None)
    secret = {} if password is None else {"PGPASSWORD": str(password)}
    done = subprocess.run(
        [_find(name), f"--dbname={make_conninfo(**address)}", *map(str, arguments)],
        env=os.environ | secret,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NotDone(f"{server}: {done.stderr.strip() or f'{name} ended {done.returncode}'}")


def _find(name: str) -> str:
    """Return that of the embedded server, which is new enough for any; else the machine's own."""
    try:
        return str(program_of(name))
    except StackError as error:
        found = shutil.which(name)
        if found is None:
            raise NotDone(f"there is no {name}: install the client of PostgreSQL") from error
        return found
