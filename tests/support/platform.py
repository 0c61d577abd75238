"""The whole platform with its real processes, once per worker, as tests outside of it see it."""

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

WATCHDOG = "wms.platform.embedded.watchdog"


@pytest.fixture(scope="session")
def platform():
    """Start servers and processes in a temporary folder; a watchdog stops them if we die."""
    folder = Path(tempfile.mkdtemp(prefix="wms-platform-")).resolve()
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
