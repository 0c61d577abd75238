"""Breaking the platform, and mending it as a person would: with `manage.py stack`."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from demo.machine import PROJECT, READY_SECONDS, Machine
from tests.support.brokers import Broker

OF_ORDERS = """
import json
from collections import Counter
from wms.platform.outbox.outboxes import outboxes
from wms.platform.outbox.rights import reading_events

found = Counter()
with reading_events():
    for outbox in outboxes():
        for kind, data in outbox.log.objects.values_list("event_type", "data"):
            found[kind] += json.loads(data).get("order_id") in {orders}
print(json.dumps(found))
"""


class Saboteur:
    """Acts on the servers and processes of one machine."""

    def __init__(self, machine: Machine, given_broker: Broker | None) -> None:
        """Break nothing yet; a broker that the machine was given is broken by itself."""
        self._machine = machine
        self._given_broker = given_broker
        self._folder = ("--folder", str(machine.folder))

    def stop(self, *names: str) -> None:
        """Stop servers or processes, cleanly."""
        if self._given_broker is not None and "kafka" in names:
            self._given_broker.stop()
            names = tuple(name for name in names if name != "kafka")
        if names:
            self._machine.manage("stack", "down", *names, *self._folder)

    def kill(self, name: str) -> None:
        """Kill -9 a process and wait until it is gone."""
        pid = self._running(name)
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while self._pid(name) == pid:
            assert time.monotonic() < deadline, f"{name} lives on"

    @contextmanager
    def frozen(self, *names: str):
        """Let servers hang while the block runs: they neither answer nor hang up."""
        pids = [self._running(name) for name in names]
        try:
            for pid in pids:
                os.killpg(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in pids:
                os.killpg(pid, signal.SIGCONT)

    def mend(self) -> None:
        """Start whatever does not run."""
        if self._given_broker is not None:
            self._given_broker.start()
        self._machine.manage("stack", "up", *self._folder, "--all")

    @contextmanager
    def only(self, *groups: str):
        """Serve these consumer groups in a process of their own, and no other."""
        self.stop("consumers")
        named = [word for group in groups for word in ("--group", group)]
        environment = os.environ | {"STACK_ENV_FILE": str(self._machine.folder / "env")}
        with (self._machine.folder / "logs" / "some-groups.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "run_event_consumer", *named],
                cwd=PROJECT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        try:
            yield
        finally:
            process.terminate()
            assert process.wait(READY_SECONDS) == 0

    def differences(self) -> list[object]:
        """Return what does not agree in the whole stock."""
        return list(self._machine.answer("verify_stock")["differences"])

    def published(self) -> dict[str, int]:
        """Return how many events of each type have left, once nothing waits."""
        deadline = time.monotonic() + READY_SECONDS
        while True:
            counts = self._machine.answer("event_counts").values()
            if not any(sum(topic["waiting"].values()) for topic in counts):
                return {kind: n for topic in counts for kind, n in topic["published"].items()}
            assert time.monotonic() < deadline, "events wait to be sent"

    def published_of(self, orders: Sequence[str]) -> dict[str, int]:
        """Return how many events of each type name one of some orders, once nothing waits."""
        self.published()
        said = self._machine.manage("shell", "--no-imports", "-c", OF_ORDERS.format(orders=orders))
        counts: dict[str, int] = json.loads(said)
        return counts

    def _running(self, name: str) -> int:
        pid = self._pid(name)
        assert pid is not None, f"{name} does not run"
        return pid

    def _pid(self, name: str) -> int | None:
        if name == "kafka" and self._given_broker is not None:
            return self._given_broker.pid
        try:
            record = (self._machine.folder / "run" / f"{name}.json").read_text()
        except FileNotFoundError:
            return None
        pid = int(json.loads(record)["pid"])
        return pid if _is_alive(pid) else None


def _is_alive(pid: int) -> bool:
    """Return whether a process runs; one that is dead and not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
