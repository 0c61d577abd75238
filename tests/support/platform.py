"""The whole platform with its real processes, once per worker, as tests outside of it see it."""

import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

from demo.api import Api
from demo.crew import Crew, Shift, Tools
from demo.machine import Machine
from tests.support.brokers import is_apache, lent_broker
from wms.platform.embedded.watchdog import guard

AS_IN_PRODUCTION = "30000"  # Apache's own limits refuse what the other tests are quick with
USERS = ("tests/journeys/", "tests/faults/test_kills.py", "tests/faults/test_outages.py")


class OnePlatform(LoadScopeScheduling):  # type: ignore[misc] # xdist ships no types
    """Sends every test that uses the platform to the same worker, and the others anywhere.

    The marks of `--dist loadgroup` do not reach the scheduler of this version of xdist.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "platform" if nodeid.startswith(USERS) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getvalue("dist") == "loadgroup":
        return OnePlatform(config, log)
    return None


@contextmanager
def guarded_folder(name):
    """Make a temporary folder; a watchdog stops what runs in it if we die."""
    folder = Path(tempfile.mkdtemp(prefix=f"wms-{name}-")).resolve()
    folder.chmod(0o711)  # as root, PostgreSQL runs as somebody who has to pass through
    watchdog = guard(folder, remove=True)
    try:
        yield folder
    finally:
        watchdog.terminate()
        watchdog.wait()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def given_broker():
    """Start the Apache Kafka that the platform is given, if the tests are to run on one."""
    if is_apache():
        with lent_broker() as broker:
            yield broker
    else:
        yield None


@pytest.fixture(scope="session")
def platform(given_broker):
    """Start servers and processes in a temporary folder."""
    given = {} if given_broker is None else {"KAFKA_BOOTSTRAP_SERVERS": given_broker.address}
    if given:
        given["KAFKA_SESSION_TIMEOUT_MS"] = AS_IN_PRODUCTION
    with guarded_folder("platform") as folder:
        machine = Machine(folder, lambda _news: None, given=given)
        try:
            machine.start(fresh=True)
            yield machine
        finally:
            machine.stop()


@pytest.fixture(scope="session")
def tokens(platform):
    return platform.tokens()


@pytest.fixture(scope="session")
def apis(platform, tokens):
    with ExitStack() as open_clients:
        yield {
            role: open_clients.enter_context(Api(platform.addresses.web, token))
            for role, token in tokens.items()
        }


@pytest.fixture
def crew(apis):
    """Let robots do all work that there is until the test ends."""
    shift = Shift(max_wave_orders=20)
    shift.waves_may_start.set()
    tools = Tools(supervisor=apis["supervisor"], picker=apis["picker"], packer=apis["packer"])
    crew = Crew(tools, shift)
    crew.start()
    yield shift
    crew.stop()
