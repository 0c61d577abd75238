"""Dumping every server into a folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from wms.platform.backups.programs import NotDone, run
from wms.platform.databases import servers
from wms.platform.postgresql.roles import OWNER


def dump_of(folder: Path, server: str) -> Path:
    """Return the file that the dump of a server has in a folder."""
    return folder / f"{server}.dump"


def back_up(folder: Path) -> Iterator[tuple[str, int]]:
    """Dump every server; give the name of each that is done, and the bytes of its dump.

    The folder appears when all are done: one that is there is whole. Each dump is of one moment,
    those of two servers are of two.

    Raises:
        NotDone: the folder is there, cannot be made, or a server is not dumped.
    """
    partial = folder.with_name(f"{folder.name}.part")
    if folder.exists():
        raise NotDone(f"{folder} is there already")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700, parents=True)
        for server in servers():
            dump = dump_of(partial, server)
            run("pg_dump", server, "--format=custom", f"--role={OWNER}", f"--file={dump}")
            yield server, dump.stat().st_size
        partial.rename(folder)
    except OSError as error:
        raise NotDone(str(error)) from error
