"""Outboxes are drained side by side: what is wrong with one is its own."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from tests.support.database import connection
from tests.support.events import eventually, publish, publish_elsewhere
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.picking.models import PickingEventLog, PickingOutbox
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.connection import direct_connection
from wms.platform.outbox.drain import Drain
from wms.platform.postgresql.roles import OWNER
from wms.platform.tables import bare, quoted

pytestmark = pytest.mark.django_db(transaction=True)
ONE = uuid4()


@contextmanager
def broken(table):
    """Let the database refuse whatever is done with a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {quoted(table)} RENAME TO {bare(table)}_away")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {quoted(f'{table}_away')} RENAME TO {bare(table)}")


def test_a_database_error_of_one_outbox_stops_no_other(topic, reader):
    create_topics()
    publish((ONE, 1))
    refused = pytest.raises(CommandError, match=r"the database refuses picking\.outbox")
    with broken(PickingOutbox._meta.db_table), refused:
        call_command("drain_outbox")

    assert reader.numbers(1) == {ONE: [1]}
    assert InventoryEventLog.objects.count() == 1


def test_a_table_that_is_locked_holds_up_no_other_outbox(lanes, topic, reader):
    create_topics()
    publish_elsewhere(PickingOutbox, uuid4())
    publish((ONE, 1))
    table = PickingOutbox._meta.db_table
    with direct_connection("somebody else", role=OWNER) as other, other.transaction():
        other.execute(f"LOCK TABLE {quoted(table)} IN ACCESS EXCLUSIVE MODE")
        runs = lanes.start(Drain.until_empty, patience_ms=1_000)
        for outbox, run in runs.items():
            if outbox.waiting is not PickingOutbox:
                run.result(timeout=20)
        assert reader.numbers(1) == {ONE: [1]}
        waiting = next(run for each, run in runs.items() if each.waiting is PickingOutbox)
        assert not waiting.done()

    assert waiting.result(timeout=20).moved == 1
    assert PickingEventLog.objects.count() == 1


def test_a_lane_whose_connection_was_lost_makes_another(lanes, topic, reader):
    create_topics()
    publish((ONE, 1))
    drain_inventory(lanes)
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name LIKE 'wms drain %'"
        )
    publish((ONE, 2))

    eventually(lambda: drain_inventory(lanes) and not InventoryOutbox.objects.exists())

    assert reader.numbers(2) == {ONE: [1, 2]}


def drain_inventory(lanes):
    """Drain all that can be; say whether inventory was among them."""
    runs = lanes.start(Drain.until_empty, patience_ms=1_000)
    done = [each.noun for each, run in runs.items() if run.exception(timeout=20) is None]
    return InventoryOutbox.noun in done
