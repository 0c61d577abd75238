"""A small process that stops servers when the one that wanted them is gone, even by kill -9.

Linux can signal a child when its parent dies, but means the thread that started it, and ours are
started from threads that end; macOS cannot at all. Watching from outside works on both.
"""

import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from wms.platform.embedded.environment import PROJECT
from wms.platform.embedded.errors import StackError
from wms.platform.embedded.process import processes, wait_until

EVERY_SECONDS = 0.25


def guard(folder: Path, *, remove: bool = False) -> subprocess.Popen[bytes]:
    """Start a watchdog: when this process ends, all in the folder stops and, if asked, goes."""
    command = [sys.executable, "-m", __name__, str(folder), str(os.getpid())]
    return subprocess.Popen(
        [*command, "--remove"] if remove else command,
        cwd=PROJECT,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def watch(folder: Path, parent: int, *, remove: bool) -> None:
    """Wait until the parent is gone, then stop what runs in the folder."""
    while os.getppid() == parent:
        time.sleep(EVERY_SECONDS)
    for process in processes(folder):
        with suppress(StackError):  # nobody reads it; the others still have to stop
            process.stop(patience=3)
    if remove:
        # More than once: a step on the way to a server, which has no pid file, may still write.
        wait_until(lambda: _is_gone(folder), 5)


def _is_gone(folder: Path) -> bool:
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


if __name__ == "__main__":
    watch(Path(sys.argv[1]), int(sys.argv[2]), remove="--remove" in sys.argv)
