"""A consumer group whose effects tests can count: one row each time a handler runs."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from tests.support.commands_of import of
from tests.support.database import connection
from wms.inventory.events import ReservationReleasedEvent
from wms.inventory.models import InventoryInbox
from wms.platform.commands import command
from wms.platform.inbox.receipts import InboxReceipts
from wms.platform.kafka.subscribers import Arrivals, Delivery, Subscriber

TABLE = "tests_effects"
AT_MOST = 50
KEYS = [uuid4() for _key in range(30)]


@command
@of("inventory")
def note(event: ReservationReleasedEvent) -> None:
    _insert([event])


@command
@of("inventory")
def note_all(events: tuple[ReservationReleasedEvent, ...]) -> None:
    _insert(events)


def _insert(events: Iterable[ReservationReleasedEvent]) -> None:
    rows = [(event.order_id, event.round_no) for event in events]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TABLE} VALUES (%s, %s)", rows)


def effects_subscriber(group):
    """Return a group that notes each event in a table, in the transaction of its inbox row."""
    subscriber = Subscriber(group, InventoryInbox)

    @subscriber.on(ReservationReleasedEvent)
    def note_it(event: ReservationReleasedEvent, delivery: Delivery) -> None:
        note(event, receipt=delivery.receipt)

    return subscriber


def take_batches(subscriber: Subscriber) -> None:
    """Let the group note many events at once, too."""

    @subscriber.on_many(ReservationReleasedEvent, at_most=AT_MOST)
    def note_them(arrivals: Arrivals[ReservationReleasedEvent]) -> None:
        note_all(tuple(event for event, _delivery in arrivals), receipt=receipts_of(arrivals))


def handle_both(subscriber, one, many):
    """Let these two handle what the group hears, one event and several at once."""
    subscriber.handlers.clear()
    subscriber.batch_handlers.clear()
    subscriber.on(ReservationReleasedEvent)(one)
    subscriber.on_many(ReservationReleasedEvent, at_most=AT_MOST)(many)


def receipts_of(arrivals):
    return InboxReceipts(delivery.receipt for _event, delivery in arrivals)


def batches():
    """Return what was noted in each transaction, in the order in which they came."""
    found: dict[int, list[tuple[UUID, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT by::text::bigint, order_id, number FROM {TABLE} ORDER BY at")
        for transaction_id, order_id, number in cursor.fetchall():
            found.setdefault(transaction_id, []).append((order_id, number))
    return list(found.values())


def largest_batch():
    return max(len(batch) for batch in batches())


def effects():
    """Return the numbers that were noted, by order, in the order in which they were."""
    found: dict[UUID, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT order_id, number FROM {TABLE} ORDER BY at")
        for order_id, number in cursor.fetchall():
            found.setdefault(order_id, []).append(number)
    return found


def make_table():
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {TABLE} (order_id uuid, number int, at serial PRIMARY KEY,"
            " by xid8 DEFAULT pg_current_xact_id())"
        )


def drop_table():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")
