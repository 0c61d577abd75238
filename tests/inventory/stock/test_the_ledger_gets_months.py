"""A ledger that is full already is put into months without losing a line."""

from uuid import UUID

import psycopg
import pytest

from tests.inventory.migrating import AS_OWNER, database_beside, migrate

pytestmark = pytest.mark.slow

BEFORE, AFTER = "0003_waiting_stands_in_a_queue", "0004_ledger_and_balances_by_month"
FILL = """
INSERT INTO inventory_sku (id, client_id, code, description, base_unit, weight_grams, length_mm,
                           width_mm, height_mm)
    VALUES (%(id)s, %(id)s, 'NUT', '', 'each', 0, 0, 0, 0);
INSERT INTO inventory_location (id, warehouse_id, code, kind, pick_sequence, zone, aisle, bay,
                                level, is_blocked)
    VALUES (%(id)s, %(id)s, 'A-01', 'pick', 0, '', '', '', '', false);
INSERT INTO inventory_stockbalance
        (id, sku_id, client_id, warehouse_id, usable, reserved, allocated)
    VALUES (%(id)s, %(id)s, %(id)s, %(id)s, 300, 20, 10),
        (%(other)s, %(id)s, %(id)s, %(other)s, 0, 0, 0);
INSERT INTO inventory_stockunit
        (id, balance_id, sku_id, location_id, lot, status, on_hand, allocated)
    VALUES (%(id)s, %(id)s, %(id)s, %(id)s, '', 'usable', 300, 10);
INSERT INTO inventory_stockmovement
        (id, occurred_at, client_id, warehouse_id, sku_id, lot, quantity, to_unit_id,
        from_location_id, to_location_id, from_status, to_status, cause, reason, actor, reference,
        idempotency_key)
    SELECT gen_random_uuid(), now() - number * interval '1 day', %(id)s, %(id)s, %(id)s, '', 1,
        %(id)s, %(id)s, %(id)s, 'usable', 'usable', 'receipt', '', 'tester', '', 'key/' || number
    FROM generate_series(0, 299) AS number;
"""
IDS = {"id": UUID(int=1), "other": UUID(int=2)}
LINES = "SELECT * FROM inventory_stockmovement ORDER BY idempotency_key"


@pytest.fixture
def url(servers):
    with database_beside(servers, "filled_ledger") as url:
        yield url


def test_no_line_is_lost_and_every_guard_is_there(url):
    assert migrate(url, BEFORE).returncode == 0
    with psycopg.connect(url, options=AS_OWNER, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute(FILL, IDS)
        lines = connection.execute(LINES).fetchall()

    assert migrate(url, AFTER).returncode == 0

    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        assert connection.execute(LINES).fetchall() == lines
        assert connection.execute(
            "SELECT count(*) FROM inventory_movementkey JOIN inventory_stockmovement AS movement"
            " ON movement_id = movement.id AND key = idempotency_key"
        ).fetchone() == (300,)
        months = connection.execute(
            "SELECT tableoid::regclass::text, to_char(min(occurred_at), 'YYYY_MM'),"
            " to_char(max(occurred_at), 'YYYY_MM') FROM inventory_stockmovement GROUP BY 1"
        ).fetchall()
        assert len(months) >= 10
        assert all(
            name == f"inventory_stockmovement_{first}" and first == last
            for name, first, last in months
        )
        assert connection.execute(
            "SELECT balance_id, history.usable, history.reserved, history.allocated,"
            " at = changed_at"
            " FROM inventory_balancehistory AS history"
            " JOIN inventory_stockbalance AS balance ON balance.id = balance_id"
        ).fetchall() == [(IDS["id"], 300, 20, 10, True)]
        for name, _first, _last in [("inventory_stockmovement", "", ""), *months]:
            for attempt in ("UPDATE {} SET quantity = 2", "DELETE FROM {}", "TRUNCATE {}"):
                with pytest.raises(psycopg.IntegrityError, match="append-only"):
                    connection.execute(attempt.format(name))
