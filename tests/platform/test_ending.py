"""How a process ends in which a library has threads of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
# What Python does at its end shows whether the interpreter is taken down.
PROCESS = """
import atexit, sys
from wms.platform.exits import ended_with_care, expect_threads_of_others
atexit.register(print, "taken down")
with ended_with_care():
    {first}
    print("at work")
    {last}
"""


def run(first, last):
    return subprocess.run(
        [sys.executable, "-c", PROCESS.format(first=first, last=last)],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "wms.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("last", "code", "complaint"),
    [
        ("pass", 0, ""),
        ("sys.exit()", 0, ""),
        ("sys.exit(3)", 3, ""),
        ("sys.exit('no such order')", 1, "no such order"),
        ("raise ValueError('broken')", 1, "ValueError: broken"),
    ],
)
def test_threads_of_others_never_see_the_interpreter_go(last, code, complaint):
    alone = run("pass", last)
    accompanied = run("expect_threads_of_others()", last)

    assert alone.stdout == "at work\ntaken down\n"
    assert accompanied.stdout == "at work\n"
    for ended in (alone, accompanied):
        assert ended.returncode == code
        assert ended.stderr.strip().rpartition("\n")[2] == complaint
