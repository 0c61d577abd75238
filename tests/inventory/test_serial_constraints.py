"""What the database refuses of goods that are kept by serial, whoever asks."""

import pytest
from django.db import IntegrityError

from tests.factories.inventory import receiving, register_location, register_sku
from tests.inventory.reading import differences
from tests.support.database import connection
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def serials():
    """Two serials, and a lot of the name of one of them."""
    register_location("A-01")
    register_location("A-02")
    register_sku("PHONE", tracking=Tracking.SERIAL)
    register_sku("MILK", tracking=Tracking.LOT)
    for line in (("PHONE", "A-01", "S-1"), ("PHONE", "A-02", "S-2"), ("MILK", "A-01", "S-1")):
        sku, location, lot = line
        receive_stock(receiving(NewReceiptLine(sku=sku, location=location, quantity=1, lot=lot)))


AS_A_COMMIT_DOES = "SET CONSTRAINTS ALL IMMEDIATE"
SERIAL_1 = "lot = 'S-1' AND sku_id = (SELECT id FROM inventory.skus WHERE code = 'PHONE')"
TWICE = (
    "INSERT INTO inventory.stock_units"
    " (id, balance_id, sku_id, location_id, lot, status, on_hand, allocated, stocked_at)"
    " SELECT gen_random_uuid(), balance_id, sku_id, location_id, lot, 'damaged', 1, 0, now()"
    f" FROM inventory.stock_units WHERE {SERIAL_1}"
)
MILK = "sku_id = (SELECT id FROM inventory.skus WHERE code = 'MILK')"


@pytest.mark.parametrize(
    ("statements", "constraint"),
    [
        ((TWICE,), "stock_unit_serial_is_in_stock_once"),
        (
            ("UPDATE inventory.stock_units SET lot = 'S-1' WHERE lot = 'S-2'",),
            "stock_unit_serial_is_in_stock_once",
        ),
        (
            (f"UPDATE inventory.stock_units SET on_hand = 2 WHERE {SERIAL_1}",),
            "stock_unit_serial_is_one_unit",
        ),
        (
            (
                f"UPDATE inventory.stock_units SET is_serial = false WHERE {SERIAL_1}",
                f"UPDATE inventory.stock_units SET on_hand = 2 WHERE {SERIAL_1}",
            ),
            "stock_unit_serial_is_one_unit",
        ),
        (
            (
                f"UPDATE inventory.stock_units SET on_hand = 2 WHERE {MILK}",
                "UPDATE inventory.skus SET tracking = 'serial' WHERE code = 'MILK'",
            ),
            "stock_unit_serial_is_one_unit",
        ),
        (
            (
                TWICE.replace(SERIAL_1, MILK),
                "UPDATE inventory.skus SET tracking = 'serial' WHERE code = 'MILK'",
            ),
            "stock_unit_serial_is_in_stock_once",
        ),
    ],
)
def test_a_serial_is_in_stock_once(statements, constraint):
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction,
        connection.cursor() as cursor,
    ):
        cursor.execute("; ".join((*statements, AS_A_COMMIT_DOES)))

    assert differences() == ()


def test_a_serial_goes_from_place_to_place_and_comes_back():
    with connection.cursor() as cursor:
        cursor.execute(TWICE.replace("'damaged', 1", "'damaged', 0"))
        for _way in range(2):
            cursor.execute(
                f"UPDATE inventory.stock_units SET on_hand = 1 - on_hand WHERE {SERIAL_1}"
            )
            cursor.execute(AS_A_COMMIT_DOES)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            f"SELECT sum(on_hand), bool_and(is_serial) FROM inventory.stock_units WHERE {SERIAL_1}"
        )
        assert cursor.fetchone() == (1, True)


def test_goods_that_are_no_serials_are_not_held_to_it():
    with connection.cursor() as cursor:
        cursor.execute(TWICE.replace(SERIAL_1, MILK))
        cursor.execute(f"UPDATE inventory.stock_units SET on_hand = 9 WHERE {MILK}")
        cursor.execute("UPDATE inventory.skus SET tracking = 'none' WHERE code = 'PHONE'")
        cursor.execute(TWICE)
        cursor.execute(AS_A_COMMIT_DOES)
        cursor.execute("SELECT count(*) FROM inventory.stock_units WHERE is_serial")
        assert cursor.fetchone() == (0,)
