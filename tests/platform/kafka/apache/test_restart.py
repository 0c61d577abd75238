"""A broker that was away for a moment: a group is at work again at once, and not by its session."""

from uuid import uuid4

import pytest

from tests.support.database import connection
from tests.support.effects import TABLE, effects
from tests.support.events import consuming, eventually, publish
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE = uuid4()
LONG_SESSION_MS = 300_000  # nobody waits for its end here


def somebody_waits_for_the_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [TABLE]
        )
        return cursor.fetchone()


@pytest.mark.parametrize("trouble", ["stop", "kill"])
def test_a_group_is_at_work_after_a_restart_before_its_session_ends(
    group, drain, broker, settings, trouble
):
    """An event is handled while the broker is away, so that its offset cannot be told."""
    settings.KAFKA_SESSION_TIMEOUT_MS = LONG_SESSION_MS
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
        drain()
        eventually(lambda: effects() == {ONE: [1, 2, 3]})
