"""How many events of each kind there are."""

import json
from argparse import ArgumentParser
from typing import IO, Any, cast

from django.core.management.base import BaseCommand
from django.db.models import Count
from rich.console import Console
from rich.table import Table

from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.outbox.outboxes import outboxes
from wms.platform.outbox.rights import reading_events


class Command(BaseCommand):
    """Reads the outboxes and event logs; changes nothing."""

    help = (
        "Count the events of each topic and type: those that Kafka has, and those that wait to be"
        " sent. Example: manage.py event_counts --json"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Count, and say so."""
        counts = {
            outbox.topic: {"published": _by_type(outbox.log), "waiting": _by_type(outbox.waiting)}
            for outbox in outboxes()
        }
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        table = Table("topic", "type", "published", "waiting", box=None)
        for topic, found in counts.items():
            for kind in sorted(found["published"].keys() | found["waiting"].keys()):
                numbers = (str(found[where].get(kind, 0)) for where in ("published", "waiting"))
                table.add_row(topic, kind, *numbers)
        Console(file=cast(IO[str], self.stdout), soft_wrap=True).print(table)


def _by_type(events: type[OutboxMessage] | type[EventLogEntry]) -> dict[str, int]:
    rows = events.objects.values_list("event_type").annotate(events=Count("event_id"))
    with reading_events():
        return dict(rows.order_by("event_type"))
