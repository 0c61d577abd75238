"""Carry waiting events to Kafka, without Celery."""

import signal
import time
from argparse import ArgumentParser
from threading import Event as Flag
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError

from wms.platform.kafka.sender import sender
from wms.platform.outbox.connection import Occupied, sole_drain
from wms.platform.outbox.drain import Drain
from wms.platform.outbox.outboxes import outboxes
from wms.platform.outbox.state import outbox_states

PATIENCE_MS = 10_000
# The locks are let go now and then, for whatever else has to be the only one for a moment.
SLOT_SECONDS = 5.0
RETRY_SECONDS = 1.0


class Command(BaseCommand):
    """Does what the job of beat does; both may run at once, one of them then waits."""

    help = (
        "Send the events that wait in the outboxes of all contexts to Kafka, once or for ever."
        " Example: manage.py drain_outbox --forever"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the choice between once and for ever."""
        parser.add_argument(
            "--forever",
            action="store_true",
            help="go on until SIGTERM or Ctrl-C, which stop it at the end of a batch",
        )

    def handle(self, *_args: Any, forever: bool, **_options: Any) -> None:
        """Drain."""
        if forever:
            self._drain_forever()
        else:
            self._drain_once()

    def _drain_once(self) -> None:
        every = outboxes()
        try:
            with sole_drain(every, patience_ms=PATIENCE_MS) as connection:
                done = Drain(connection, every, sender()).until_empty()
        except Occupied as error:
            raise CommandError(f"{error}: stop it, or let it do its work") from error
        except psycopg.OperationalError as error:
            why = str(error).partition("\n")[0]
            raise CommandError(f"the database does not answer: {why}") from error
        self.stdout.write(f"{done.moved} events sent")
        held = sum(state.held for state in outbox_states())
        if held:
            self.stderr.write(f"{held} events can never be sent; they hold back their keys")
        if done.stuck:
            raise CommandError("Kafka does not take the rest: it is away, or misses topics")

    def _drain_forever(self) -> None:
        stop = Flag()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        every = outboxes()
        while not stop.is_set():
            try:
                with sole_drain(every, patience_ms=PATIENCE_MS) as connection:
                    Drain(connection, every, sender()).until(time.monotonic() + SLOT_SECONDS, stop)
            except Occupied:
                continue
            except psycopg.OperationalError as error:
                self.stderr.write(f"the database is away, trying again: {error}")
                stop.wait(RETRY_SECONDS)
