"""Several consumer groups side by side in one process."""

import logging
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event as Flag

from wms.platform.kafka.consumer import GroupConsumer
from wms.platform.kafka.subscribers import Subscriber

logger = logging.getLogger(__name__)


def consume(subscribers: Sequence[Subscriber], stop: Flag) -> None:
    """Run a thread and a consumer for each group until told to stop, or until one breaks.

    A group that breaks takes the others with it: whoever watches the process starts all anew,
    and no group is silently missing from one that looks alive.

    Raises:
        Exception: whatever broke a group.
    """

    def run(subscriber: Subscriber) -> None:
        try:
            GroupConsumer(subscriber, stop).run()
        finally:
            stop.set()

    with ThreadPoolExecutor(len(subscribers), thread_name_prefix="group") as threads:
        running = {threads.submit(run, each): each for each in subscribers}
        done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        if future.exception():
            logger.error("the group %s broke", running[future].group)
        future.result()
