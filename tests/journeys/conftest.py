"""The whole platform with its real processes, once per worker; nothing of it is imported."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from demo.api import Api
from demo.machine import PROJECT, Machine
from tests.journeys.floor import Floor

MINUTES = 60
WATCHDOG = "wms.platform.embedded.watchdog"


def pytest_collection_modifyitems(items):
    """Keep the journeys together on one worker, so that the platform starts once."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.timeout(5 * MINUTES))


@pytest.fixture(scope="session")
def platform():
    """Start servers and processes in a temporary folder; a watchdog stops them if we die."""
    folder = Path(tempfile.mkdtemp(prefix="wms-journeys-")).resolve()
    folder.chmod(0o711)  # as root, PostgreSQL runs as somebody who has to pass through
    watchdog = subprocess.Popen(
        [sys.executable, "-m", WATCHDOG, str(folder), str(os.getpid()), "--remove"],
        cwd=PROJECT,
        start_new_session=True,
    )
    machine = Machine(folder, lambda _news: None)
    try:
        machine.start(fresh=True)
        yield machine
    finally:
        machine.stop()
        watchdog.terminate()
        watchdog.wait()
        shutil.rmtree(folder, ignore_errors=True)


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
def floor(apis, request):
    """Return a floor of its own: SKUs and references that no other journey uses."""
    return Floor(apis, request.node.name)
