"""The interface of an embedded server, and what all of them do alike."""

import os
import signal
import threading
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from wms.platform.embedded.account import Account
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.ports import LOOPBACK, Ports, accepts, is_free
from wms.platform.embedded.process import Process

ATTEMPTS = 3
ANSWER_SECONDS = 2
"""How long one question may take; it is asked again until the patience ends."""


class Server(ABC):
    """One server with its data, log and ports in the folder of a stack."""

    name: ClassVar[str]
    variable: ClassVar[str]
    """The environment variable that carries its address."""
    port_names: ClassVar[tuple[str, ...]]
    """The first is the port of the address."""
    stop_signal: ClassVar[int] = signal.SIGTERM
    not_yet: ClassVar[tuple[type[Exception], ...]]
    """What asking raises while the server is still coming up."""
    passing: ClassVar[tuple[str, ...]] = ()
    """Parts of reasons for which starting again soon helps."""
    patience_seconds: ClassVar[float] = 30.0
    """How long it may take until it answers."""

    def __init__(self, folder: Path, ports: Ports, *, durable: bool = True) -> None:
        """Know the folder; `durable=False` trades safety in a power cut for speed, for tests."""
        self.home = folder / self.name
        self.ports = ports
        self.durable = durable
        self.process = Process(self.name, folder, stop_signal=self.stop_signal)
        self.account: Account | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """Return the program and its arguments."""

    @abstractmethod
    def ask(self) -> None:
        """Ask something that only this server, ready, can answer; raise otherwise."""

    @property
    @abstractmethod
    def address(self) -> str:
        """Return what clients are given in `variable`."""

    @property
    def addresses(self) -> dict[str, str]:
        """Return every environment variable that clients read."""
        return {self.variable: self.address}

    @property
    def where(self) -> str:
        """Return where it listens, for people: no password."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def port(self) -> int:
        """Return the port of the address, 0 before the first start."""
        return self.ports[self.port_names[0]]

    def prepare(self) -> None:
        """Make what the program expects to find."""
        (self.home / "tmp").mkdir(parents=True, exist_ok=True)

    def answers(self) -> bool:
        """Return whether the server runs and truly answers."""
        if self.process.pid is None or not accepts(self.port):
            return False
        try:
            self.ask()
        except self.not_yet:
            return False
        return True

    def up(self, given_up: threading.Event) -> bool:
        """Start the server unless it runs, wait until it answers; return whether it was started.

        Raises:
            StackError: it cannot start, or does not answer in time; if this call started it, it is
                stopped again.
        """
        if self.process.pid is not None:
            try:
                self._wait(given_up)
            except StackError:
                if self.process.pid is not None:
                    raise
            else:
                return False
        for attempt in range(1, ATTEMPTS + 1):
            ports = [self.ports.choose(name) for name in self.port_names]
            self.prepare()
            self.process.start(
                self.command(),
                environment=self._environment(),
                directory=self.home,
                account=self.account,
            )
            try:
                self._wait(given_up)
            except BaseException:
                reason = self.process.last_words()
                self.down()
                taken = not all(is_free(port) for port in ports)
                if attempt < ATTEMPTS and (taken or any(each in reason for each in self.passing)):
                    continue
                raise
            return True
        raise AssertionError("the last attempt returns or raises")

    def down(self) -> None:
        """Stop the server if it runs."""
        self.process.stop()

    def _environment(self) -> dict[str, str]:
        # Nothing else of ours: PGDATA, TEMPORAL_ADDRESS and their like would be obeyed.
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "TMPDIR": str(self.home / "tmp"),
            "LC_ALL": "C",
            "TZ": "UTC",
        }

    def _wait(self, given_up: threading.Event) -> None:
        deadline = time.monotonic() + self.patience_seconds
        while not self.answers():
            if self.process.pid is None:
                raise self._failure(self.process.last_words() or "it ended without a word")
            if time.monotonic() > deadline:
                seconds = f"{self.patience_seconds:.0f} s"
                raise self._failure(f"no answer on port {self.port} in {seconds}")
            if given_up.wait(0.02):
                raise self._failure("given up")

    def _failure(self, reason: str) -> StackError:
        advice = "Free some disk space" if "No space left" in reason else "Read the log"
        return StackError(
            self.name, f"does not start: {reason}", log=self.process.log, advice=advice
        )
