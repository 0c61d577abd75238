"""Goods that were there before learn whether they are serials; what contradicts itself is named."""

from uuid import UUID

import psycopg
import pytest

from tests.inventory.migrating import AS_OWNER, database_beside, migrate

pytestmark = pytest.mark.slow

BEFORE, AFTER = "0018_places_know_why_they_are_blocked", "0019_a_serial_is_in_stock_once"
FILL = """
INSERT INTO inventory_location (id, warehouse_id, code, kind, pick_sequence, zone, aisle, bay,
                                level, is_blocked, storage_class)
    SELECT id, %(site)s, code, 'pick', 0, '', '', '', '', false, ''
    FROM (VALUES (%(one)s, 'A-01'), (%(two)s, 'A-02')) AS place (id, code);
INSERT INTO inventory_sku (id, client_id, code, description, base_unit, weight_grams, length_mm,
                           width_mm, height_mm, value_currency, tracking, storage_class)
    SELECT id, %(site)s, code, '', 'each', 0, 0, 0, 0, '', tracking, ''
    FROM (VALUES (%(one)s, 'PHONE', 'serial'), (%(two)s, 'MILK', 'lot'))
        AS sku (id, code, tracking);
INSERT INTO inventory_stockbalance
        (id, sku_id, client_id, warehouse_id, usable, reserved, allocated)
    SELECT id, id, client_id, client_id, 2, 0, 0 FROM inventory_sku;
INSERT INTO inventory_stockunit (id, balance_id, sku_id, location_id, lot, status, on_hand,
                                 allocated, stocked_at)
    SELECT gen_random_uuid(), sku.id, sku.id, place.id, 'S-1', 'usable',
        CASE WHEN sku.tracking = 'serial' AND place.code = 'A-02' THEN 0 ELSE 1 END, 0, now()
    FROM inventory_sku AS sku, inventory_location AS place;
"""
IDS = {"site": UUID(int=9), "one": UUID(int=1), "two": UUID(int=2)}
MARKED = (
    "SELECT sku.code, unit.on_hand, unit.is_serial FROM inventory_stockunit AS unit"
    " JOIN inventory_sku AS sku ON sku.id = unit.sku_id ORDER BY 1, 2"
)


@pytest.fixture
def url(servers):
    """A database with a serial that lay at two places, and a lot that lies at both."""
    with database_beside(servers, "filled_serials") as url:
        assert migrate(url, BEFORE).returncode == 0
        with psycopg.connect(
            url, options=AS_OWNER, cursor_factory=psycopg.ClientCursor
        ) as connection:
            connection.execute(FILL, IDS)
        yield url


def test_serials_are_marked_and_held_to_it(url):
    assert migrate(url, AFTER).returncode == 0

    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        assert connection.execute(MARKED).fetchall() == [
            ("MILK", 1, False),
            ("MILK", 1, False),
            ("PHONE", 0, True),
            ("PHONE", 1, True),
        ]
        with pytest.raises(psycopg.IntegrityError, match="stock_unit_serial_is_in_stock_once"):
            connection.execute("UPDATE inventory_stockunit SET on_hand = 1")


def test_a_serial_that_is_there_twice_is_named_and_nothing_changes(url):
    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        connection.execute("UPDATE inventory_stockunit SET on_hand = 1")

    refused = migrate(url, AFTER)

    assert refused.returncode != 0
    assert "serials in stock more than once: PHONE S-1" in refused.stderr
    with psycopg.connect(url, options=AS_OWNER, autocommit=True) as connection:
        connection.execute(
            "UPDATE inventory_stockunit SET on_hand = 0 WHERE location_id = %(two)s", IDS
        )
    assert migrate(url, AFTER).returncode == 0
