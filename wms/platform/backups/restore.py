"""Filling the empty databases of every server from a folder of dumps."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connections

from wms.platform.backups.back_up import dump_of
from wms.platform.backups.programs import NotDone, run
from wms.platform.databases import servers
from wms.platform.postgresql.grants import grant_rights
from wms.platform.postgresql.missing_roles import make_missing_roles
from wms.platform.postgresql.roles import OWNER


def restore(folder: Path, admins: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Fill every server; give the name of each that is done, and how many tables have their rights.

    Args:
        folder: what ``back_up`` has made, of as many servers.
        admins: the addresses of who makes missing roles, by server; empty is who connects.

    Raises:
        NotDone: a dump is missing, a database is not empty, or a server refuses.
    """
    missing = [server for server in servers() if not dump_of(folder, server).is_file()]
    if missing:
        raise NotDone(f"{folder} holds no dump of {', '.join(missing)}")
    filled = [server for server in servers() if connections[server].introspection.table_names()]
    if filled:
        raise NotDone(f"{', '.join(filled)}: the database has tables; make an empty one")
    for server in servers():
        make_missing_roles(server, admin=admins[server])
        run(
            *("pg_restore", server, "--no-owner", f"--role={OWNER}", "--single-transaction"),
            dump_of(folder, server),
        )
        yield server, grant_rights(server)
