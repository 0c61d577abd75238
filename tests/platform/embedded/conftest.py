"""Folders of stacks that leave nothing running, whatever happens in a test."""

import shutil
import tempfile
from pathlib import Path

import pytest

from wms.platform.embedded.process import processes
from wms.platform.embedded.programs import stop_processes
from wms.platform.embedded.stack import Stack
from wms.platform.embedded.watchdog import guard


@pytest.fixture(scope="module")
def shared_folder():
    """Make a folder for a stack that the tests of a file share."""
    yield from _guarded_folder()


@pytest.fixture
def folder():
    """Make a folder for one test."""
    yield from _guarded_folder()


@pytest.fixture
def other_folder():
    """Make a second folder for one test."""
    yield from _guarded_folder()


@pytest.fixture
def stack(folder):
    """Know a stack of which nothing runs yet."""
    return Stack(folder, environment={}, durable=False)


def _guarded_folder():
    folder = Path(tempfile.mkdtemp(prefix="wms-stack-")).resolve()
    watchdog = guard(folder, remove=True)
    yield folder
    stop_processes(processes(folder))
    watchdog.terminate()
    watchdog.wait()
    shutil.rmtree(folder, ignore_errors=True)
