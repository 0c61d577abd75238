"""Whom a program runs as that refuses to run as root."""

import os
import pwd
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from wms.platform.embedded.errors import StackError

DAC_READ_SEARCH = 1 << 2  # see capabilities(7)


@dataclass(frozen=True, slots=True)
class Account:
    """A user and a group; the path in front of a program, if it does the switching."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def own(self, *paths: Path) -> None:
        """Give it some files."""
        for path in paths:
            os.chown(path, self.uid, self.gid)


class Switch(TypedDict):
    """How a process is started as somebody else."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


def switch(account: Account | None) -> Switch:
    """Return how to become an account; nothing to do if there is none or its prefix does it."""
    if account is None or account.prefix:
        return Switch(user=None, group=None, extra_groups=None)
    return Switch(user=account.uid, group=account.gid, extra_groups=[])


def unprivileged(name: str, data: Path, places: Sequence[Path]) -> Account | None:
    """Return the owner of the data, or `nobody`, if this is root; None if it is not.

    Raises:
        StackError: that account may not enter one of the places, and there is no way around.
    """
    if os.geteuid() != 0:
        return None
    owner = pwd.getpwnam("nobody")
    if data.exists() and data.stat().st_uid != 0:
        with suppress(KeyError):  # made under an account that is gone
            owner = pwd.getpwuid(data.stat().st_uid)
    closed = [
        parent
        for place in places
        for parent in place.resolve().parents
        if not parent.stat().st_mode & 0o001 and parent.stat().st_uid != owner.pw_uid
    ]
    if not closed:
        return Account(owner.pw_uid, owner.pw_gid)
    # Rather than open somebody's folders, let this one process through closed doors.
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise StackError(
            name,
            f"as root it runs as {owner.pw_name}, who may not enter {closed[0]}",
            advice="Run this as a normal user, or move the project to an open folder",
        )
    who = (f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups")
    may = _right_to_pass()
    way = (f"--inh-caps=+{may}", f"--ambient-caps=+{may}")
    return Account(owner.pw_uid, owner.pw_gid, (setpriv, *who, *way))


def _right_to_pass() -> str:
    """Return the least right that root has here to enter closed folders; containers keep few."""
    for line in Path("/proc/self/status").read_text().splitlines():
        key, _, value = line.partition(":")
        if key == "CapPrm" and int(value, 16) & DAC_READ_SEARCH:
            return "dac_read_search"
    return "dac_override"
