"""Waves that were there before learn what left them, and that an empty one waits for nothing."""

from uuid import UUID

import psycopg
import pytest

from tests.inventory.migrating import AS_OWNER, database_beside, migrate

pytestmark = pytest.mark.slow

BEFORE, AFTER = "0005_assignments_are_counted", "0006_a_wave_goes_on_saying_what_was_in_it"
FILL = """
INSERT INTO waving_candidate (order_id, state, round_no, closed_round, number, priority_rank,
                              lines, line_count, unit_count, changed_at)
    SELECT id, 'out', 0, 0, number, 0, '[]', 1, 1, '2026-11-01T12:00Z'
    FROM (VALUES (%(one)s, 'O-1'), (%(two)s, 'O-2')) AS came (id, number);
INSERT INTO waving_wave (id, warehouse_id, status, max_orders, max_lines, order_count, line_count,
                         unit_count, done_count, planned_by, released_by, reason, created_at,
                         release_at, version, number)
    SELECT id, id, status, 9, 9, orders, orders, orders, 0, 'sue', '', '', now(), now(), 3, number
    FROM (VALUES (%(one)s, 'planned', 1, 'W-1'), (%(two)s, 'scheduled', 0, 'W-2'),
                 (%(three)s, 'cancelled', 2, 'W-3')) AS was (id, status, orders, number);
"""
ORDERS = """
INSERT INTO waving_waveorder (id, wave_id, order_id, round_no, is_active, is_done)
    SELECT gen_random_uuid(), wave.id, came.order_id, 1,
        wave.number = 'W-1' AND came.number = 'O-1', false
    FROM waving_wave AS wave, waving_candidate AS came;
"""
IDS = {"one": UUID(int=1), "two": UUID(int=2), "three": UUID(int=3)}
LEFT = """
SELECT wave.number, wave.status, wave.reason, came.number, had.left_at IS NOT NULL
  FROM waving_waveorder AS had
  JOIN waving_wave AS wave ON wave.id = had.wave_id
  JOIN waving_candidate AS came USING (order_id) ORDER BY 1, 4
"""


@pytest.fixture
def url(servers):
    with database_beside(servers, "filled_waves") as url:
        assert migrate(url, BEFORE, context="waving").returncode == 0
        with psycopg.connect(
            url, options=AS_OWNER, cursor_factory=psycopg.ClientCursor
        ) as connection:
            connection.execute(FILL, IDS)
            connection.execute(ORDERS)
        yield url


def test_what_left_a_wave_has_left_it_and_an_empty_one_is_cancelled(url):
    assert migrate(url, AFTER, context="waving").returncode == 0

    with psycopg.connect(url, options=AS_OWNER) as connection:
        assert connection.execute(LEFT).fetchall() == [
            ("W-1", "planned", "", "O-1", False),
            ("W-1", "planned", "", "O-2", True),
            ("W-2", "cancelled", "its last order left", "O-1", True),
            ("W-2", "cancelled", "its last order left", "O-2", True),
            ("W-3", "cancelled", "", "O-1", False),
            ("W-3", "cancelled", "", "O-2", False),
        ]
