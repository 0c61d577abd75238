"""The real servers that one test worker uses, started when first asked for."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.support.brokers import Broker, broker_in
from wms.platform.embedded.catalogue import servers_in
from wms.platform.embedded.postgres import Postgres
from wms.platform.embedded.programs import stop_processes
from wms.platform.embedded.server import Server
from wms.platform.embedded.start import start_all
from wms.platform.embedded.watchdog import guard


class TestServers:
    """PostgreSQL, Valkey, Temporal and the broker of one worker, in a temporary folder.

    Build one per worker (not in the controller of pytest-xdist) and close it at the end. If the
    worker is killed instead, a watchdog stops the servers and removes the folder.
    """

    __test__ = False

    def __init__(self, given: Mapping[str, str] | None = None) -> None:
        """Start nothing yet; an address given in the environment wins over our own server."""
        self.given = dict(os.environ if given is None else given)
        self.folder = Path(tempfile.mkdtemp(prefix="wms-tests-")).resolve()
        self.folder.chmod(0o711)  # as root, PostgreSQL runs as somebody who has to pass through
        self._servers = {each.name: each for each in servers_in(self.folder, durable=False)}
        self._servers["kafka"] = broker_in(self.folder)
        self._watchdog = guard(self.folder, remove=True)

    @property
    def database_url(self) -> str:
        """Return the address of PostgreSQL: a role that is no superuser, and its empty database."""
        return self._address("postgres")

    @property
    def database_admin_url(self) -> str:
        """Return the address of who makes databases: ours, or whoever was given."""
        address = self.database_url
        server = self._servers["postgres"]
        if self.given.get(server.variable) or not isinstance(server, Postgres):
            return address
        return server.admin_address

    @property
    def redis_url(self) -> str:
        """Return the address of Valkey."""
        return self._address("valkey")

    @property
    def kafka(self) -> str:
        """Return the bootstrap servers of the broker: no topics."""
        return self._address("kafka")

    @property
    def temporal(self) -> str:
        """Return the address of the Temporal dev server, our search attributes registered."""
        return self._address("temporal")

    @property
    def broker(self) -> Broker:
        """Return the broker in use, started, to be broken in a test of trouble."""
        broker = Broker(self["kafka"])
        broker.start()
        return broker

    def __getitem__(self, name: str) -> Server:
        """Return a server to stop and start in a test of trouble: `postgres`, `valkey`, ...

        Raises:
            RuntimeError: its address was given, so that stopping ours would change nothing.
        """
        server = self._servers[name]
        if self.given.get(server.variable):
            raise RuntimeError(f"{name} is given by {server.variable}: no test can stop it")
        return server

    def start(self, *names: str) -> dict[str, str]:
        """Start several side by side; return the environment variables that lead to them."""
        wanted = [self._servers[name] for name in names]
        ours = [server for server in wanted if not self.given.get(server.variable)]
        start_all(ours)
        theirs = {each.variable: self.given[each.variable] for each in wanted if each not in ours}
        return theirs | {key: value for each in ours for key, value in each.addresses.items()}

    def close(self) -> None:
        """Stop what was started and leave nothing behind."""
        try:
            stop_processes([server.process for server in self._servers.values()])
        finally:
            self._watchdog.terminate()
            self._watchdog.wait()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _address(self, name: str) -> str:
        server = self._servers[name]
        given = self.given.get(server.variable)
        if given:
            return given
        start_all([server])
        return server.address
