"""A broker that was away for a moment: a group is at work again at once, and not by its session."""

import time
from uuid import uuid4

import pytest
from django.db import connection

from tests.support.effects import TABLE, effects
from tests.support.events import consuming, eventually, publish
from wms.inventory.models import InventoryOutbox
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE = uuid4()
SOON_SECONDS = 5.0


def somebody_waits_for_the_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [TABLE]
        )
        return cursor.fetchone()


@pytest.mark.parametrize("trouble", ["stop", "kill"])
def test_a_group_is_at_work_within_seconds_of_a_restart_whatever_its_session(
    group, drain, broker, settings, trouble
):
    """An event is handled while the broker is away, so that its offset cannot be told."""
    settings.KAFKA_SESSION_TIMEOUT_MS = 30_000
    publish((ONE, 1))
    drain()
    with consuming(group):
        eventually(lambda: effects() == {ONE: [1]})
        publish((ONE, 2))
        with transaction, connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {TABLE} IN SHARE MODE")
            drain()
            eventually(somebody_waits_for_the_table)
            getattr(broker, trouble)()
        eventually(lambda: effects() == {ONE: [1, 2]})
        publish((ONE, 3))

        broker.start()
        back = time.monotonic()
        eventually(lambda: drain() and not InventoryOutbox.objects.exists())
        eventually(lambda: effects() == {ONE: [1, 2, 3]})
        assert time.monotonic() - back < SOON_SECONDS
