"""A saga worker over the real contexts, in a thread of the test."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Flag
from threading import Thread
from uuid import UUID

from django.db import connections

from tests.support.races import deliver
from wms.fulfillment.saga.activities.facade_steps import FacadeSteps
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.worker import Sizes, checked_worker
from wms.platform.kafka.groups import subscribers
from wms.platform.outbox.outboxes import outboxes
from wms.platform.temporal.client import connect


@contextmanager
def saga_worker(steps: Steps | None = None, sizes: Sizes | None = None) -> Iterator[None]:
    """Run sagas on the Temporal server of the settings, until the block ends."""
    is_ready, stop = Flag(), Flag()

    async def work() -> None:
        async with await checked_worker(await connect(), steps or FacadeSteps(), sizes or Sizes()):
            is_ready.set()
            await asyncio.to_thread(stop.wait)

    thread = Thread(target=lambda: asyncio.run(work()))
    thread.start()
    try:
        assert is_ready.wait(20)
        yield
    finally:
        stop.set()
        thread.join()
        connections.close_all()


def deliver_all(*groups: str) -> None:
    """Hand every event that was ever published to these groups, once more."""
    deliver_new(set(), *groups)


def deliver_new(delivered: set[tuple[str, UUID]], *groups: str) -> None:
    """Hand these groups each event that they were not handed yet, and note it in ``delivered``.

    What asks again and again goes by this: a saga that is signalled without end never ends,
    because Temporal lets no run end past a signal that it has not seen.
    """
    for group in subscribers(groups):
        for outbox in outboxes():
            for row in outbox.waiting.objects.order_by("id"):
                key = (group.group, row.event_id)
                if row.event_type in group.handlers and key not in delivered:
                    deliver(group, row)
                    delivered.add(key)
