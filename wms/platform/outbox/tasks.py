"""The drain as a job that beat starts again and again."""

import os
import time
from concurrent.futures import wait
from functools import cache, partial
from threading import Event as Flag

from celery import shared_task

from wms.platform.outbox.lanes import Lanes, report
from wms.platform.outbox.outboxes import outboxes

# Beat starts a run a second. Each works a little longer than that, and the next one waits for
# its locks: so one hands over to the other without a gap.
SLOT_SECONDS = 1.2
PATIENCE_MS = 1_000
# An outbox that Kafka keeps waiting is not waited for: it goes on beside the next runs.
GRACE_SECONDS = 0.2


@shared_task(name="drain_outboxes", ignore_result=True)
def drain_outboxes() -> None:
    """Drain each outbox for one slot; those that another run keeps that long are left to it."""
    deadline = time.monotonic() + SLOT_SECONDS
    lanes = _lanes_of(os.getpid())
    started = lanes.start(lambda drain: drain.until(deadline, Flag()), patience_ms=PATIENCE_MS)
    for outbox, run in started.items():
        run.add_done_callback(partial(report, outbox))
    wait(started.values(), timeout=SLOT_SECONDS + GRACE_SECONDS)


@cache
def _lanes_of(_process: int) -> Lanes:
    """Return the lanes of this process; a fork has others, since threads do not fork."""
    return Lanes(outboxes())
