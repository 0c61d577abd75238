"""Months that are made ahead, and months that leave."""

from datetime import UTC, datetime
from threading import Event as Flag
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from tests.support.database import connection
from tests.support.races import BLOCKED_BY_ME, at_once, wait_until
from wms.inventory.models import InventoryEventLog, InventoryInbox
from wms.platform import partition_sql
from wms.platform.jobs.models import JobFault
from wms.platform.partitions import (
    drop_old_partitions,
    make_month,
    make_partitions,
    make_partitions_of,
    partitioned_models,
)
from wms.platform.tables import shown
from wms.platform.tasks import keep_partitions
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db(transaction=True)
INBOX = shown(InventoryInbox._meta.db_table)
LATER = datetime(2031, 11, 20, tzinfo=UTC)
NOBODY_BLOCKED = BLOCKED_BY_ME.replace("count(*)", "count(*) = 0")


@pytest.fixture(autouse=True)
def tidy():
    """Take away the partitions that a test made, here or elsewhere."""
    drop_what_was_made()
    yield
    drop_what_was_made()


def drop_what_was_made():
    with connection.cursor() as cursor:
        for model in partitioned_models():
            for name in partitions(shown(model._meta.db_table)):
                if "_2031_" in name or "_2032_" in name or "_2020_" in name:
                    cursor.execute(f"DROP TABLE {name}")


def partitions(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass",
            [table],
        )
        return {name for (name,) in cursor.fetchall()}


def handled(at):
    return InventoryInbox.objects.create(event_id=uuid4(), occurred_at=at)


def where(row):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tableoid::regclass::text FROM {INBOX} WHERE event_id = %s", [row.event_id]
        )
        return cursor.fetchone()[0]


def test_every_event_log_and_inbox_is_partitioned():
    assert {InventoryEventLog, InventoryInbox} < set(partitioned_models())
    assert all(
        f"{shown(model._meta.db_table)}_default" in partitions(shown(model._meta.db_table))
        for model in partitioned_models()
    )


def test_this_month_and_three_more_are_made_once():
    made = make_partitions(LATER)

    names = {f"{INBOX}_2031_11", f"{INBOX}_2031_12", f"{INBOX}_2032_01", f"{INBOX}_2032_02"}
    assert names < partitions(INBOX)
    assert names < set(made)
    assert make_partitions(LATER) == []
    assert where(handled(datetime(2032, 1, 1, tzinfo=UTC))) == f"{INBOX}_2032_01"


def test_a_month_that_nobody_made_stops_nothing_and_is_put_right_later():
    caught = handled(LATER)
    stays = handled(datetime(2033, 1, 1, tzinfo=UTC))
    assert where(caught) == f"{INBOX}_default"

    make_partitions(LATER)

    assert where(caught) == f"{INBOX}_2031_11"
    assert where(stays) == f"{INBOX}_default"


def test_months_made_since_the_tests_began_are_emptied_between_tests_too():
    made = make_partitions(LATER)
    assert any(name.startswith("inventory.stock_movements_2031_") for name in made)
    handled(LATER)

    call_command("flush", interactive=False, verbosity=0)

    assert InventoryInbox.objects.count() == 0


def test_an_inbox_forgets_after_forty_days_and_an_event_log_does_not():
    made = make_partitions(datetime(2020, 1, 15, tzinfo=UTC))

    assert drop_old_partitions(datetime(2020, 3, 11, 23, tzinfo=UTC)) == []
    gone = drop_old_partitions(datetime(2020, 3, 12, 1, tzinfo=UTC))

    assert f"{INBOX}_2020_01" in gone
    assert f"{INBOX}_2020_02" in partitions(INBOX)
    log = f"{shown(InventoryEventLog._meta.db_table)}_2020_01"
    assert log in made
    assert log not in gone


def test_a_table_whose_month_cannot_be_made_stops_no_other():
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {INBOX}_default RENAME TO hidden_for_a_while")
        cursor.execute(f"ALTER TABLE {INBOX} RENAME TO hidden_too")
    try:
        keep_partitions()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE inventory.hidden_too RENAME TO inbox")
            cursor.execute("ALTER TABLE inventory.hidden_for_a_while RENAME TO inbox_default")

    assert list(JobFault.objects.values_list("job", "unit")) == [("keep_partitions", INBOX)]
    keep_partitions()
    assert not JobFault.objects.exists()


def held_up_by_autovacuum(meanwhile):
    """Keep a table as autovacuum does, until somebody waited for it and gave up; do what it did."""
    is_kept = Flag()

    def vacuum():
        with transaction, connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {INBOX}_default IN SHARE UPDATE EXCLUSIVE MODE")
            is_kept.set()
            wait_until(BLOCKED_BY_ME)
            wait_until(NOBODY_BLOCKED)

    def work():
        is_kept.wait(20)
        return meanwhile()

    return at_once([vacuum, work])[1]


def test_a_month_is_made_as_soon_as_autovacuum_is_through_with_the_table():
    made = held_up_by_autovacuum(lambda: make_partitions_of(InventoryInbox, LATER))

    assert f"{INBOX}_2031_11" in made
    assert where(handled(LATER)) == f"{INBOX}_2031_11"


def test_what_is_not_let_go_of_is_given_up(monkeypatch):
    monkeypatch.setattr(partition_sql, "TRIES", 2)
    with transaction, connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {INBOX}_default IN ACCESS SHARE MODE")

        (cause,) = at_once([lambda: cause_of_refusal(lambda: make_partitions(LATER))])

    assert isinstance(cause, LockNotAvailable)
    assert f"{INBOX}_2031_11" not in partitions(INBOX)


def test_the_hurry_ends_with_what_is_made():
    with transaction, connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '7s'")
        make_month(InventoryInbox, LATER.date())

        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("7s",)


def cause_of_refusal(work):
    """Return why the database refuses some work."""
    with pytest.raises(OperationalError) as refused:
        work()
    return refused.value.__cause__
