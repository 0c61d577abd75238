"""The drain as a job that beat starts again and again."""

import logging
import time
from threading import Event as Flag

import psycopg
from celery import shared_task

from wms.platform.kafka.sender import sender
from wms.platform.outbox.connection import Occupied, sole_drain
from wms.platform.outbox.drain import Drain
from wms.platform.outbox.outboxes import outboxes

logger = logging.getLogger(__name__)

# Beat starts a run a second. Each works a little longer than that, and the next one waits for
# its locks: so one hands over to the other without a gap.
SLOT_SECONDS = 1.2
PATIENCE_MS = 1_000


@shared_task(name="drain_outboxes", ignore_result=True)
def drain_outboxes() -> None:
    """Drain all outboxes for one slot; do nothing if another run keeps them that long."""
    deadline = time.monotonic() + SLOT_SECONDS
    every = outboxes()
    try:
        with sole_drain(every, patience_ms=PATIENCE_MS) as connection:
            Drain(connection, every, sender()).until(deadline, Flag())
    except Occupied:
        logger.debug("another run drains")
    except psycopg.OperationalError as error:
        logger.warning("the database is away, the next run tries again: %s", error)
