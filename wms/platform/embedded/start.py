"""Starting several servers at once, all or none."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

from wms.platform.embedded.server import Server

Report = Callable[[str, str], None]
"""Called with a name and what happened to it."""


def silent(name: str, news: str) -> None:
    """Report to nobody."""


def start_all(servers: Sequence[Server], report: Report = silent) -> list[Server]:
    """Start the servers that do not run, side by side; return those that had to be started.

    Raises:
        StackError: the first that cannot start; all that this call started are stopped again.
    """
    given_up = threading.Event()
    started: list[Server] = []

    def start(server: Server) -> None:
        begun = time.monotonic()
        if server.up(given_up):
            started.append(server)
            report(server.name, f"answers at {server.where} in {time.monotonic() - begun:.1f} s")
        else:
            report(server.name, f"runs already at {server.where}")

    with ThreadPoolExecutor(max_workers=max(len(servers), 1)) as pool:
        futures: list[Future[None]] = [pool.submit(start, server) for server in servers]
        try:
            done, _ = wait(futures, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
        except BaseException:
            given_up.set()
            wait(futures)
            for server in started:
                server.down()
            raise
    return started
