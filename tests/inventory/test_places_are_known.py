"""Places that were there before get a key; those that people take for one are named."""

from uuid import UUID

import psycopg
import pytest

from tests.inventory.migrating import AS_OWNER, database_beside, migrate

pytestmark = pytest.mark.slow

BEFORE = "0025_notes_of_short_picks_name_no_goods"
AFTER = "0026_a_place_is_known_by_any_spelling_of_its_code"
FILL = """
INSERT INTO inventory_location (id, warehouse_id, code, kind, pick_sequence, zone, aisle, bay,
                                level, is_blocked, storage_class)
    SELECT gen_random_uuid(), site, code, 'pick', 0, '', '', '', '', false, ''
    FROM (VALUES (%(here)s, 'A-1'), (%(there)s, 'a-1'), (%(here)s, 'Dock '), (%(here)s, 'STRASSE'))
        AS place (site, code);
"""
SITES = {"here": UUID(int=1), "there": UUID(int=2)}
SECOND = """
INSERT INTO inventory_location (id, warehouse_id, code, kind, pick_sequence, zone, aisle, bay,
                                level, is_blocked, storage_class)
    VALUES (gen_random_uuid(), %(here)s, %(code)s, 'pick', 0, '', '', '', '', false, '')
"""


@pytest.fixture
def url(servers):
    """A database with places of two warehouses."""
    with database_beside(servers, "filled_places") as url:
        assert migrate(url, BEFORE).returncode == 0
        with psycopg.connect(
            url, options=AS_OWNER, cursor_factory=psycopg.ClientCursor
        ) as connection:
            connection.execute(FILL, SITES)
        yield url


def test_places_get_their_keys_and_are_called_as_they_were(url):
    assert migrate(url, AFTER).returncode == 0

    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        assert connection.execute(
            'SELECT code, key FROM inventory_location ORDER BY warehouse_id, code COLLATE "C"'
        ).fetchall() == [
            ("A-1", "a-1"),
            ("Dock ", "dock"),
            ("STRASSE", "strasse"),
            ("a-1", "a-1"),
        ]


def test_places_that_people_take_for_one_are_named_and_nothing_changes(url):
    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        for code in ("a-1", "A-1 ", "straße"):
            connection.execute(SECOND, SITES | {"code": code})

    refused = migrate(url, AFTER)

    assert refused.returncode != 0
    said = refused.stderr.replace("\n", " ")
    for code in ("'A-1'", "'A-1 '", "'a-1'", "'STRASSE'", "'straße'"):
        assert code in said
    assert "'Dock '" not in said
    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        connection.execute(
            "DELETE FROM inventory_location WHERE warehouse_id = %(here)s"
            " AND code IN ('a-1', 'A-1 ', 'straße')",
            SITES,
        )
    assert migrate(url, AFTER).returncode == 0
