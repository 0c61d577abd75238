"""Events as the logs of their contexts hold them."""

from tests.reporting.stories import Told
from wms.platform.kafka.groups import subscribers
from wms.platform.outbox.models import encoding_of
from wms.platform.outbox.outboxes import Outbox, outboxes
from wms.platform.outbox.rights import reading_events
from wms.platform.transactions import transaction_in
from wms.reporting.projection.commands.apply_events import apply_events
from wms.reporting.projection.contracts import ApplyEvents


def outbox_of(told: Told) -> Outbox:
    """Return where an event was published."""
    return next(each for each in outboxes() if each.noun == told.event.noun)


def log(*story: Told) -> None:
    """Let events be published and acknowledged by Kafka."""
    for told in story:
        table = outbox_of(told).log
        with reading_events():
            last = table.objects.order_by("-id").values_list("id", flat=True).first() or 0
            table.objects.bulk_create([_row(table, told, id=last + 1)])


def publish(told: Told) -> None:
    """Let an event wait in its outbox for the drain."""
    table = outbox_of(told).waiting
    with transaction_in(outbox_of(told).database):
        table.publish(told.event, sequence=told.sequence)


def apply(projection: str, *story: Told) -> None:
    """Let a projection know of events, as its consumer does."""
    subscribers()  # whose modules declare the projections
    entries = tuple(told.entry for told in story)
    apply_events(ApplyEvents(projection=projection, entries=entries))


def _row(table, told, **fields):
    entry, event = told.entry, told.event
    return table(
        **fields,
        event_id=entry.event_id,
        event_type=event.event_type,
        partition_key=event.partition_key,
        subject=event.subject,
        sequence=entry.sequence,
        data=encoding_of(type(event)).dump_json(event).decode(),
        occurred_at=entry.occurred_at,
        actor=entry.actor,
    )
