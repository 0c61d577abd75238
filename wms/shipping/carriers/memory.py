"""What the simulated carrier remembers of its sales."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Protocol, TextIO
from uuid import UUID

from wms.shipping.contracts import ShipRoundClosed


class Memory(Protocol):
    """The books of a carrier: how often it was asked, what it sold and what it took back."""

    def tries(self, key: UUID) -> int:
        """Count one more try under a key; return how many there were before."""

    def sell(self, key: UUID) -> None:
        """Book a sale; a key that was sold before stays one sale.

        Raises:
            ShipRoundClosed: the labels of the key were given back, perhaps before this.
        """

    def void(self, key: UUID) -> None:
        """Book that the labels of a key were given back; from then on none are sold under it."""

    def sales(self) -> list[UUID]:
        """Return the keys under which labels were sold, the oldest first."""

    def voids(self) -> list[UUID]:
        """Return the keys under which labels were given back, the oldest first."""


class ProcessMemory:
    """Books of one process: enough where nobody counts the sales of several."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tries: dict[UUID, int] = {}
        self._sales: dict[UUID, None] = {}
        self._voids: dict[UUID, None] = {}

    def tries(self, key: UUID) -> int:
        with self._lock:
            before = self._tries.get(key, 0)
            self._tries[key] = before + 1
            return before

    def sell(self, key: UUID) -> None:
        with self._lock:
            if key in self._voids:
                raise ShipRoundClosed(f"the labels of {key} were given back")
            self._sales[key] = None

    def void(self, key: UUID) -> None:
        with self._lock:
            self._voids[key] = None

    def sales(self) -> list[UUID]:
        with self._lock:
            return list(self._sales)

    def voids(self) -> list[UUID]:
        with self._lock:
            return list(self._voids)


class Ledger:
    """Books in a file that several processes share: one JSON line per try, sale and return."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def tries(self, key: UUID) -> int:
        with self._locked() as file:
            before = self._keys("try").count(key)
            self._write(file, "try", key)
            return before

    def sell(self, key: UUID) -> None:
        with self._locked() as file:
            if key in self._keys("void"):
                raise ShipRoundClosed(f"the labels of {key} were given back")
            if key not in self._keys("sale"):
                self._write(file, "sale", key)

    def void(self, key: UUID) -> None:
        with self._locked() as file:
            if key not in self._keys("void"):
                self._write(file, "void", key)

    def sales(self) -> list[UUID]:
        return self._keys("sale")

    def voids(self) -> list[UUID]:
        return self._keys("void")

    @contextmanager
    def _locked(self) -> Iterator[TextIO]:
        with self._path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _keys(self, what: str) -> list[UUID]:
        if not self._path.exists():
            return []
        entries = [json.loads(line) for line in self._path.read_text().splitlines()]
        return [UUID(entry["key"]) for entry in entries if entry["what"] == what]

    def _write(self, file: TextIO, what: str, key: UUID) -> None:
        file.write(json.dumps({"what": what, "key": str(key)}) + "\n")
        file.flush()
