"""A consumer group whose effects tests can count: one row each time a handler runs."""

from uuid import UUID

from django.db import connection

from wms.inventory.events import ReservationReleasedEvent
from wms.inventory.models import InventoryInbox
from wms.platform.commands import command
from wms.platform.kafka.subscribers import Delivery, Subscriber

TABLE = "tests_effects"


@command
def note(event: ReservationReleasedEvent) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s)", [event.order_id, event.round_no])


def effects_subscriber(group):
    """Return a group that notes each event in a table, in the transaction of its inbox row."""
    subscriber = Subscriber(group, InventoryInbox)

    @subscriber.on(ReservationReleasedEvent)
    def note_it(event: ReservationReleasedEvent, delivery: Delivery) -> None:
        note(event, receipt=delivery.receipt)

    return subscriber


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
        cursor.execute(f"CREATE TABLE {TABLE} (order_id uuid, number int, at serial PRIMARY KEY)")


def drop_table():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")
