"""The broker that the tests of a worker use: the embedded one, or a real Apache Kafka."""

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.apache_kafka.server import QUICK_GROUPS, ApacheKafka
from wms.platform.embedded.kafka import Kafka
from wms.platform.embedded.ports import Ports, is_free
from wms.platform.embedded.process import wait_until
from wms.platform.embedded.server import Server
from wms.platform.embedded.watchdog import guard

VARIABLE = "WMS_TEST_BROKER"
KINDS = ("embedded", "apache")
GONE_SECONDS = 10.0


def is_apache() -> bool:
    """Return whether the tests are to run on a real Apache Kafka, by the environment.

    Raises:
        ValueError: it names another kind.
    """
    kind = os.environ.get(VARIABLE, KINDS[0])
    if kind not in KINDS:
        raise ValueError(f"{VARIABLE} is {kind}; it may be {' or '.join(KINDS)}")
    return kind == "apache"


@contextmanager
def lent_broker() -> Iterator["Broker"]:
    """Lend an Apache Kafka as production has it until the block ends, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="wms-broker-")).resolve()
    watchdog = guard(folder, remove=True)
    broker = Broker(ApacheKafka(folder, Ports(folder / "ports.json"), properties={}))
    try:
        broker.start()
        yield broker
    finally:
        broker.stop()
        watchdog.terminate()
        watchdog.wait()
        shutil.rmtree(folder, ignore_errors=True)


def broker_in(folder: Path) -> Server:
    """Return the broker of a folder, of the kind that the tests run on; it is not started."""
    ports = Ports(folder / "broker-ports.json")
    if is_apache():
        return ApacheKafka(folder, ports, properties=QUICK_GROUPS)
    return Kafka(folder, ports, durable=False)


class Broker:
    """Acts on the broker in use as trouble would."""

    def __init__(self, server: Server) -> None:
        """Break nothing yet."""
        self._server = server

    @property
    def address(self) -> str:
        """Return its bootstrap servers."""
        return self._server.address

    def start(self) -> None:
        """Start it if it does not run, and wait until it answers."""
        self._server.up(threading.Event())

    def stop(self) -> None:
        """Stop it cleanly."""
        self._server.down()

    def kill(self) -> None:
        """Kill -9 it, and wait until it is gone, with the last of its sockets."""
        os.killpg(self._running(), signal.SIGKILL)
        self._server.down()
        assert wait_until(lambda: is_free(self._server.port), GONE_SECONDS)

    def restart(self) -> None:
        """Stop it and start it again; Apache's keeps what it has, the embedded one nothing."""
        self.stop()
        self.start()

    def empty(self) -> None:
        """Start it again without any topic, event or offset."""
        self.stop()
        shutil.rmtree(self._server.home)
        self.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it neither answer nor hang up until the block ends."""
        pid = self._running()
        os.killpg(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(pid, signal.SIGCONT)

    @property
    def pid(self) -> int | None:
        """Return the pid of its process if it runs."""
        return self._server.process.pid

    def _running(self) -> int:
        pid = self.pid
        assert pid is not None, "the broker does not run"
        return pid
