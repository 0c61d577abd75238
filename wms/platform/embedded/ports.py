"""Loopback ports that are kept from one start to the next."""

import json
import secrets
import socket
import threading
import time
from pathlib import Path
from typing import cast

LOOPBACK = "127.0.0.1"

# Below the range from which systems take the ports of outgoing connections, so that none of
# those slips in between choosing a port and listening on it.
CANDIDATES = range(20_000, 32_000)
LETTING_GO_SECONDS = 2.0


def is_free(port: int) -> bool:
    """Return whether a server could listen on this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def becomes_free(port: int) -> bool:
    """Return whether a server can listen on this port now, or soon: one may be about to end."""
    deadline = time.monotonic() + LETTING_GO_SECONDS
    while not is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def accepts(port: int) -> bool:
    """Return whether somebody accepts connections on this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


class PortTaken(Exception):
    """The port at which something was found before is somebody else's now."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken by another program")
        self.port = port


class Ports:
    """The ports of one stack, by name, remembered in its folder."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> int:
        """Return the port last chosen under a name, or 0."""
        return self._known().get(name, 0)

    def choose(self, name: str) -> int:
        """Return the port of last time, or another one when that is taken."""
        with self._lock:
            known = self._known()
            port = known.get(name)
            if port is None or not becomes_free(port):
                known[name] = port = _find(excluding=set(known.values()))
                self._write(known)
            return port

    def keep(self, name: str) -> int:
        """Return the port of last time, or choose one if there was none.

        Raises:
            PortTaken: somebody else has it.
        """
        known = self[name]
        if known and not becomes_free(known):
            raise PortTaken(known)
        return self.choose(name)

    def forget_taken(self) -> None:
        """Forget the ports that somebody else has, so that others are chosen for them."""
        with self._lock:
            known = self._known()
            free = {name: port for name, port in known.items() if becomes_free(port)}
            if free != known:
                self._write(free)

    def _write(self, known: dict[str, int]) -> None:
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
        partial.replace(self._file)

    def _known(self) -> dict[str, int]:
        # Read each time: another command may have started a server anew in the meantime.
        try:
            return cast(dict[str, int], json.loads(self._file.read_text()))
        except FileNotFoundError:
            return {}


def _find(*, excluding: set[int]) -> int:
    # Not the lowest free one: stacks that start side by side would all want the same.
    for _ in CANDIDATES:
        port = secrets.choice(CANDIDATES)
        if port not in excluding and is_free(port):
            return port
    raise OSError(f"no free port between {CANDIDATES.start} and {CANDIDATES.stop}")
