"""Several consumer groups side by side in one process."""

import logging
import time
from collections.abc import Sequence
from threading import Event as Flag
from threading import Thread

from wms.platform.kafka.consumer import GroupConsumer
from wms.platform.kafka.subscribers import Subscriber

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
# A client that wants to say how far it is waits for a broker that is away: half a minute if it
# is gone, and minutes if it hangs. Neither the call nor the closing of the client can be cut short.
STOP_SECONDS = 5.0


def consume(subscribers: Sequence[Subscriber], stop: Flag) -> bool:
    """Run a thread and a consumer for each group until asked to stop, or until one breaks.

    A group that breaks takes the others with it: whoever watches the process starts all anew,
    and no group is silently missing from one that looks alive.

    Returns:
        False if some group did not end in time. What it did and has not committed comes
        again, and is then known by its inbox; the process should be ended as it stands.

    Raises:
        Exception: whatever broke a group.
    """
    groups = [_Group(each, stop) for each in subscribers]
    for group in groups:
        group.start()
    while not stop.is_set():
        groups[0].join(LOOK_SECONDS)
    deadline = time.monotonic() + STOP_SECONDS
    for group in groups:
        group.join(max(0.0, deadline - time.monotonic()))
    broken = [group for group in groups if group.fault is not None]
    for group in broken:
        logger.error("%s broke", group.name)
    for group in broken:
        if group.fault is not None:
            raise group.fault
    late = [group.name for group in groups if group.is_alive()]
    if late:
        logger.warning("not waited for: %s", ", ".join(late))
    return not late


class _Group(Thread):
    """One group at work; its end is the sign for all others to end too."""

    def __init__(self, subscriber: Subscriber, stop: Flag) -> None:
        # A daemon: a process whose group broke is not kept alive by another that hangs.
        super().__init__(name=f"the group {subscriber.group}", daemon=True)
        self.fault: BaseException | None = None
        self._subscriber = subscriber
        self._stop_all = stop

    def run(self) -> None:
        try:
            GroupConsumer(self._subscriber, self._stop_all).run()
        except BaseException as error:  # noqa: BLE001 - raised again where the group was started
            self.fault = error
        finally:
            self._stop_all.set()
