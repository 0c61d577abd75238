"""Rows that kept a round closed before lose their number; a task that was made keeps it."""

from uuid import UUID

import psycopg
import pytest

from tests.inventory.migrating import AS_OWNER, database_beside, migrate

pytestmark = pytest.mark.slow

BEFORE = "0004_walks_stay_open_for_other_goods"
AFTER = "0005_a_task_that_was_never_made_has_no_number"
# The last two were made: one was cancelled with its wave, one is open.
FILL = """
INSERT INTO picking_picktask (id, task_id, number, order_id, order_number, client_id, warehouse_id,
                              round_no, priority_rank, status, worker, line_count, cancel_reason,
                              version, created_at)
    SELECT id, id, number, id, '', id, id, 1, 0, status, '', 0, '', version, now()
    FROM (VALUES (%(one)s, 'P-1', 'cancelled', 0), (%(two)s, 'P-2', 'cancelled', 1),
                 (%(three)s, 'P-3', 'open', 1)) AS was (id, number, status, version);
"""
IDS = {"one": UUID(int=1), "two": UUID(int=2), "three": UUID(int=3)}


@pytest.fixture
def url(servers):
    with database_beside(servers, "filled_tasks") as url:
        assert migrate(url, BEFORE, context="picking").returncode == 0
        with psycopg.connect(
            url, options=AS_OWNER, cursor_factory=psycopg.ClientCursor
        ) as connection:
            connection.execute(FILL, IDS)
        yield url


def test_only_what_was_never_made_loses_its_number(url):
    assert migrate(url, AFTER, context="picking").returncode == 0

    with psycopg.connect(url, options=AS_OWNER) as connection:
        rows = connection.execute("SELECT number FROM picking_picktask ORDER BY id").fetchall()
    assert rows == [(None,), ("P-2",), ("P-3",)]
