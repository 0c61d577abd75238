"""A process is known again by its pid file, and only the process that it names."""

import dataclasses
import json
import os
import signal
import sys

import pytest

from wms.platform.embedded.errors import StackError
from wms.platform.embedded.process import Process, identity, wait_until

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""
WITH_CHILD = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def process(folder):
    """Know a process that does not run yet."""
    return Process("sleeper", folder)


def start(process, command=SLEEP):
    process.start(command, environment=dict(os.environ), directory=process.log.parent.parent)


def says(process, words):
    assert wait_until(lambda: words in process.log.read_text(), 10)


def test_a_started_process_is_found_by_others(process, folder):
    start(process)

    assert Process("sleeper", folder).pid == process.pid is not None


def test_a_stopped_process_leaves_no_pid_file(process, folder):
    start(process)
    pid = process.pid

    Process("sleeper", folder).stop()

    assert identity(pid) is None
    assert process.record is None


def test_a_process_that_does_not_listen_is_killed(process):
    start(process, [sys.executable, "-c", STUBBORN])
    says(process, "deaf")
    pid = process.pid

    process.stop(patience=0.1)

    assert identity(pid) is None


def test_a_pid_file_of_a_process_that_is_gone_is_taken_over(process):
    start(process)
    gone = process.pid
    os.kill(gone, signal.SIGKILL)
    assert wait_until(lambda: process.pid is None, 5)

    start(process)

    assert process.pid not in (None, gone)


def test_a_pid_that_somebody_else_has_now_is_left_alone(process, folder):
    start(process)
    record = process.record
    process.stop()
    other = Process("other", folder)
    start(other)
    file = folder / "run" / "sleeper.json"
    file.write_text(json.dumps(dataclasses.asdict(record) | {"pid": other.pid}))

    process.stop()

    assert process.pid is None
    assert other.pid is not None


def test_a_pid_file_cut_off_by_a_crash_counts_as_none(process, folder):
    (folder / "run").mkdir()
    (folder / "run" / "sleeper.json").write_text('{"pid": 1')

    assert process.pid is None


def test_the_children_of_a_killed_process_are_swept_before_the_next_start(process):
    start(process, [sys.executable, "-c", WITH_CHILD])
    assert wait_until(lambda: process.log.read_text().endswith("\n"), 10)
    child = int(process.log.read_text())
    os.kill(process.pid, signal.SIGKILL)
    assert wait_until(lambda: process.pid is None, 5)

    start(process)

    assert wait_until(lambda: identity(child) is None, 5)


def test_a_program_that_is_not_there_is_one_clear_line(process):
    with pytest.raises(StackError, match="sleeper: cannot run /no/such: No such file or directory"):
        start(process, ["/no/such"])

    assert process.record is None


def test_last_words_are_those_of_this_start(process):
    start(process, ["/bin/sh", "-c", "echo FATAL: old trouble"])
    assert wait_until(lambda: process.pid is None, 5)
    start(process, ["/bin/sh", "-c", "echo FATAL: new trouble; echo bye"])
    assert wait_until(lambda: process.pid is None, 5)

    assert process.last_words() == "FATAL: new trouble"
