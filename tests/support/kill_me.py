"""A process for tests to kill: it drains or consumes, and stops dead at a given point.

It says so on standard output and waits to be killed: between Kafka's acknowledgement and the
move to the event log; between the commit of an effect, of one event or of several at once, and that
of its offset; with the effects of several written and not committed; or in an event that a batch
has passed over.
"""

import os
import sys
import time
from threading import Event as Flag

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "wms.config.settings"
django.setup()

from tests.support import effects  # noqa: E402 - Django first
from wms.inventory.events import ShortageDetectedEvent  # noqa: E402
from wms.inventory.models import InventoryOutbox  # noqa: E402
from wms.platform.inbox.receipts import InboxReceipts  # noqa: E402
from wms.platform.kafka import consumer  # noqa: E402
from wms.platform.kafka.membership import Member  # noqa: E402
from wms.platform.kafka.sender import Sender  # noqa: E402
from wms.platform.outbox import drain, rows  # noqa: E402
from wms.platform.outbox.connection import sole_drain  # noqa: E402
from wms.platform.outbox.outboxes import outboxes  # noqa: E402


def wait_for_the_end(*_):
    sys.stdout.write("here\n")
    sys.stdout.flush()
    time.sleep(60)


def wait_for_the_end_of_work(member, **_):
    if member.settled:
        wait_for_the_end()


def drain_to_the_move():
    setattr(rows, "move", wait_for_the_end)  # noqa: B010 - for mypy
    (outbox,) = (each for each in outboxes() if each.waiting is InventoryOutbox)
    with sole_drain([outbox]) as connection:
        drain.Drain(connection, outbox, Sender(), batch_size=3).until_empty()


def consume_to_the_offset(subscriber):
    setattr(Member, "commit", wait_for_the_end_of_work)  # noqa: B010 - for mypy
    consumer.GroupConsumer(subscriber, Flag()).run()


def consume_to_the_commit(subscriber):
    setattr(InboxReceipts, "keep", wait_for_the_end)  # noqa: B010 - for mypy
    consumer.GroupConsumer(subscriber, Flag()).run()


if __name__ == "__main__":
    what, InventoryOutbox.topic, *more = sys.argv[1:]
    if what == "drain":
        drain_to_the_move()
    else:
        subscriber = effects.effects_subscriber(*more)
        if what != "consume":
            effects.take_batches(subscriber)
        if what == "half a batch":
            consume_to_the_commit(subscriber)
        elif what == "behind a batch":
            subscriber.on(ShortageDetectedEvent)(wait_for_the_end)
            consumer.GroupConsumer(subscriber, Flag()).run()
        else:
            consume_to_the_offset(subscriber)
