"""Loopback ports that are kept from one start to the next."""

import json
import secrets
import socket
import threading
from pathlib import Path
from typing import cast

LOOPBACK = "127.0.0.1"

# Below the range from which systems take the ports of outgoing connections, so that none of
# those slips in between choosing a port and listening on it.
CANDIDATES = range(20_000, 32_000)


def is_free(port: int) -> bool:
    """Return whether a server could listen on this port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def accepts(port: int) -> bool:
    """Return whether somebody accepts connections on this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


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
            if port is None or not is_free(port):
                known[name] = port = _find(excluding=set(known.values()))
                partial = self._file.with_suffix(".partial")
                partial.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
                partial.replace(self._file)
            return port

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
