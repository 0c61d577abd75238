"""Which outboxes there are: declaring one is all a context has to do."""

from dataclasses import dataclass

from django.apps import apps

from wms.platform.databases import database_of
from wms.platform.outbox.models import EventLogEntry, OutboxMessage
from wms.platform.tables import shown


@dataclass(frozen=True)
class Outbox:
    """The events that one context has yet to publish, and those it has published."""

    waiting: type[OutboxMessage]
    log: type[EventLogEntry]

    @property
    def name(self) -> str:
        """Return the table's name, by which an outbox is known in logs and metrics."""
        return shown(self.waiting._meta.db_table)

    @property
    def database(self) -> str:
        """Return the alias of the database that it is in, with its log."""
        return database_of(self.waiting._meta.app_label)

    @property
    def topic(self) -> str:
        """Return the Kafka topic its events go to."""
        return self.waiting.topic

    @property
    def noun(self) -> str:
        """Return what its events are about."""
        return self.waiting.noun

    @property
    def source(self) -> str:
        """Return the ``source`` of its events as CloudEvents has it."""
        return f"/wms/{self.waiting._meta.app_label}"


def outboxes() -> tuple[Outbox, ...]:
    """Return every outbox with the event log of the same context, in one fixed order."""
    models = apps.get_models()
    logs = {each._meta.app_label: each for each in models if issubclass(each, EventLogEntry)}
    return tuple(
        sorted(
            (
                Outbox(each, logs[each._meta.app_label])
                for each in models
                if issubclass(each, OutboxMessage)
            ),
            key=lambda outbox: outbox.name,
        )
    )
