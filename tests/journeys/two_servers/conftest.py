"""The platform with inventory on a database server of its own, and robots who work on it."""

from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from demo.api import Api
from demo.machine import Machine
from tests.journeys.floor import Floor
from tests.support.platform import guarded_folder
from wms.platform.embedded.ports import Ports
from wms.platform.embedded.postgres import Postgres
from wms.platform.embedded.start import start_all

PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class TwoServers:
    """A platform of its own, and its servers; the second one is inventory's."""

    machine: Machine
    first: Postgres
    second: Postgres


@pytest.fixture(scope="session")
def two_servers():
    """Start a platform that is told the address of inventory's server, and nothing else."""
    with guarded_folder("first") as folder, guarded_folder("second") as other:
        second = Postgres(other, Ports(other / "ports.json"), durable=False)
        start_all([second])
        given = {"INVENTORY_DATABASE_URL": second.address}
        machine = Machine(folder, lambda _news: None, given=given)
        try:
            machine.start(fresh=True)
            yield TwoServers(machine, Postgres(folder, Ports(folder / "ports.json")), second)
        finally:
            machine.stop()
            second.down()


@pytest.fixture(scope="session")
def tokens(two_servers):
    return two_servers.machine.tokens()


@pytest.fixture(scope="session")
def apis(two_servers, tokens):
    with ExitStack() as clients:
        yield {
            role: clients.enter_context(Api(two_servers.machine.addresses.web, token))
            for role, token in tokens.items()
        }


@pytest.fixture
def floor(apis, request):
    return Floor(apis, request.node.name, patience=PATIENCE_SECONDS)
