"""Send again the events that consumer groups never handled."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import psycopg
from confluent_kafka import KafkaException
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from wms.platform.databases import server_of
from wms.platform.kafka.groups import subscribers
from wms.platform.kafka.limits import BrokerUnfit
from wms.platform.kafka.sender import Sender
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.connection import sole_drain
from wms.platform.outbox.outboxes import Outbox, outboxes
from wms.platform.outbox.resend import NotResent, Resend

DEFAULT_DAYS = 30


class Command(BaseCommand):
    """For the embedded broker, which forgets everything when it stops."""

    help = (
        "Send again every published event that a group handles and has no inbox row for."
        " Harmless to repeat: what was handled is not sent, what comes twice has one effect."
        " Example: manage.py resend_events --days 7"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add how far to look back."""
        parser.add_argument(
            "--days",
            type=int,
            default=DEFAULT_DAYS,
            help=f"how many days to look back (default: {DEFAULT_DAYS})",
        )

    def handle(self, *_args: Any, days: int, **_options: Any) -> None:
        """Send, and say how many of which topic."""
        try:
            counts = self._resend(timezone.now() - timedelta(days=days))
        except BrokerUnfit as error:
            raise CommandError(str(error)) from error
        except KafkaException as error:
            why = error.args[0].str()
            raise CommandError(f"Kafka refuses or does not answer: {why}") from error
        except NotResent as error:
            raise CommandError(f"{error}: run it again when Kafka is there") from error
        except psycopg.OperationalError as error:
            why = str(error).partition("\n")[0]
            raise CommandError(f"the database does not answer: {why}") from error
        for topic, count in counts.items():
            self.stdout.write(f"{count:>7}  {topic}")

    def _resend(self, since: datetime) -> dict[str, int]:
        """Keep every drain out meanwhile, so that the order per key survives."""
        every = outboxes()
        counts: dict[str, int] = {}
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with (
            ExitStack() as drains,
            Progress(*columns, console=console, disable=not console.is_terminal) as progress,
        ):
            on = {server: drains.enter_context(sole_drain(of)) for server, of in _by_server(every)}
            create_topics()
            for outbox in every:
                again = Resend(
                    connection=on[server_of(outbox.database)],
                    subscribers=subscribers(),
                    sender=Sender(),
                    since=since,
                )
                task = progress.add_task(outbox.topic, total=None)
                counts[outbox.topic] = again.of(outbox, partial(progress.advance, task))
        return counts


def _by_server(every: Iterable[Outbox]) -> Iterator[tuple[str, list[Outbox]]]:
    """Yield each server with its outboxes, in one order."""
    found: dict[str, list[Outbox]] = {}
    for outbox in every:
        found.setdefault(server_of(outbox.database), []).append(outbox)
    yield from sorted(found.items())
