"""Tasks that ended before they could be opened again: what comes next is their second fact."""

from uuid import UUID

import psycopg
import pytest

from tests.inventory.migrating import AS_OWNER, database_beside, migrate

pytestmark = pytest.mark.slow

BEFORE, AFTER = "0022_the_history_of_balances_is_verified", "0023_tasks_are_opened_again"
ID = {"id": UUID(int=9)}
FILL = """
INSERT INTO inventory_location (id, warehouse_id, code, kind, pick_sequence, zone, aisle, bay,
                                level, is_blocked, storage_class)
    VALUES (%(id)s, %(id)s, 'A-01', 'pick', 0, '', '', '', '', false, '');
INSERT INTO inventory_sku (id, client_id, code, description, base_unit, weight_grams, length_mm,
                           width_mm, height_mm, value_currency, tracking, storage_class)
    VALUES (%(id)s, %(id)s, 'BOLT', '', 'each', 0, 0, 0, 0, '', 'none', '');
INSERT INTO inventory_stockbalance
        (id, sku_id, client_id, warehouse_id, usable, reserved, allocated)
    VALUES (%(id)s, %(id)s, %(id)s, %(id)s, 0, 0, 0);
INSERT INTO inventory_stockunit (id, balance_id, sku_id, location_id, lot, status, on_hand,
                                 allocated, stocked_at)
    VALUES (%(id)s, %(id)s, %(id)s, %(id)s, '', 'usable', 0, 0, now());
INSERT INTO inventory_movetask (id, key, kind, status, client_id, warehouse_id, sku_id,
                                from_unit_id, quantity, moved, reason, worker, created_at)
    SELECT gen_random_uuid(), status, 'put_away', status, %(id)s, %(id)s, %(id)s,
        %(id)s, 1, 0, '', 'ann', now()
    FROM (VALUES ('open'), ('in_progress'), ('completed'), ('cancelled')) AS task (status);
"""
VERSIONS = "SELECT status, version FROM inventory_movetask ORDER BY status"


@pytest.fixture
def url(servers):
    with database_beside(servers, "filled_tasks") as url:
        assert migrate(url, BEFORE).returncode == 0
        with psycopg.connect(
            url, options=AS_OWNER, cursor_factory=psycopg.ClientCursor
        ) as connection:
            connection.execute(FILL, ID)
        yield url


def test_a_reservation_that_ended_has_published_one_end(url):
    done = migrate(url, AFTER)

    assert done.returncode == 0, done.stderr
    with psycopg.connect(url, options=AS_OWNER) as connection:
        assert connection.execute(VERSIONS).fetchall() == [
            ("cancelled", 1),
            ("completed", 1),
            ("in_progress", 0),
            ("open", 0),
        ]
