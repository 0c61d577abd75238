"""Servers stand on their own: without Django, and not beyond the process that wanted them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from wms.platform.embedded.environment import PROJECT
from wms.platform.embedded.process import identity, wait_until

VICTIM = """
import time
from tests.support.servers import TestServers
servers = TestServers(given={})
servers.redis_url
print(servers["valkey"].process.pid, servers.folder, flush=True)
time.sleep(600)
"""


def test_kill_9_of_a_test_worker_leaves_nothing_behind():
    with subprocess.Popen(
        [sys.executable, "-c", VICTIM], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as victim:
        assert victim.stdout is not None
        pid, folder = victim.stdout.readline().split()
        assert identity(int(pid)) is not None

        os.kill(victim.pid, signal.SIGKILL)

    assert wait_until(lambda: identity(int(pid)) is None, 10)
    assert wait_until(lambda: not Path(folder).exists(), 10)


def test_servers_know_nothing_of_django():
    code = "import sys, wms.platform.embedded.stack; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
