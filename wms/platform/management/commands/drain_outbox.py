"""Carry waiting events to Kafka, without Celery."""

import signal
import time
from argparse import ArgumentParser
from concurrent.futures import wait
from functools import partial
from threading import Event as Flag
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError

from wms.platform.outbox.connection import Occupied
from wms.platform.outbox.drain import Drain, Turn
from wms.platform.outbox.lanes import Lanes, report
from wms.platform.outbox.outboxes import outboxes
from wms.platform.outbox.state import outbox_states

PATIENCE_MS = 10_000
# The locks are let go now and then, for whatever else has to be the only one for a moment.
SLOT_SECONDS = 5.0
WAIT_MS = 1_000
LOOK_SECONDS = 0.1


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
        lanes = Lanes(outboxes())
        try:
            runs = lanes.start(Drain.until_empty, patience_ms=PATIENCE_MS)
            wait(runs.values())
        finally:
            lanes.close()
        faults = [_first_line(error) for run in runs.values() if _is_away(error := run.exception())]
        if len(faults) == len(runs):
            raise CommandError(f"the database does not answer: {faults[0]}")
        done = Turn()
        complaints: list[str] = []
        for outbox, run in runs.items():
            error = run.exception()
            if error is None:
                done += run.result()
            elif isinstance(error, Occupied):
                complaints.append(f"{error} on {outbox.name}: stop it, or let it do its work")
            elif _is_away(error):
                complaints.append(
                    f"the database does not answer for {outbox.name}: {_first_line(error)}"
                )
            elif isinstance(error, psycopg.Error):
                complaints.append(f"the database refuses {outbox.name}: {error}")
            else:
                raise error
        self.stdout.write(f"{done.moved} events sent")
        if complaints:
            raise CommandError("\n".join(complaints))
        held = sum(state.held for state in outbox_states())
        if held:
            self.stderr.write(f"{held} events can never be sent; they hold back their keys")
        if done.stuck:
            raise CommandError("Kafka does not take the rest: it is away, or misses topics")

    def _drain_forever(self) -> None:
        stop = Flag()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        lanes = Lanes(outboxes())

        def drain_a_while(drain: Drain) -> Turn:
            return drain.until(time.monotonic() + SLOT_SECONDS, stop)

        try:
            while not stop.is_set():
                for outbox, run in lanes.start(drain_a_while, patience_ms=WAIT_MS).items():
                    run.add_done_callback(partial(report, outbox))
                stop.wait(LOOK_SECONDS)
        finally:
            lanes.close()


def _is_away(error: BaseException | None) -> bool:
    return isinstance(error, psycopg.OperationalError)


def _first_line(error: BaseException | None) -> str:
    return str(error).partition("\n")[0]
