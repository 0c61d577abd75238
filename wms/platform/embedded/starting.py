"""Starting several servers at once, all or none."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

from wms.platform.embedded.server import Server

Report = Callable[[str, str], None]
"""Told a name and what happened to it."""


def silent(name: str, news: str) -> None:
    """Report to nobody."""


def start_all(servers: Sequence[Server], report: Report = silent) -> list[Server]:
    """Start the servers that do not run, side by side; return those that had to be started.

    Raises:
        StackError: the first that cannot start; all that this call started are stopped again.
    """
    given_up = threading.Event()
    ran_before = {server.name for server in servers if server.process.pid is not None}

    def start(server: Server) -> None:
        begun = time.monotonic()
        started = server.up(given_up)
        took = f" in {time.monotonic() - begun:.1f} s" if started else ""
        report(
            server.name,
            f"{'answers' if started else 'runs already'} at {server.where}{took}",
        )

    with ThreadPoolExecutor(max_workers=max(len(servers), 1)) as pool:
        futures: list[Future[None]] = [pool.submit(start, server) for server in servers]
        try:
            done, _ = wait(futures, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
        except BaseException:
            given_up.set()
            wait(futures)
            for server in servers:
                if server.name not in ran_before:
                    server.down()
            raise
    return [server for server in servers if server.name not in ran_before]
