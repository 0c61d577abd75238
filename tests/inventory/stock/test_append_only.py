"""What is in the ledger stays as it was written, whoever asks the database."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from tests.factories.inventory import put, register_location, register_sku, reserving
from tests.inventory.reading import differences
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.models import BalanceHistory, Location, MovementKey, Sku, StockMovement
from wms.platform.ids import new_id
from wms.platform.partitions import make_partitions
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db
COLUMN = {
    "inventory.stock_movements": "quantity",
    "inventory.movement_keys": "occurred_at",
    "inventory.balance_history": "usable",
}
MADE_LATER = datetime(2031, 11, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ledger():
    """Ten units came in and three are promised; the guards are as they are in earnest."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    register_location("A-01")
    put(10)
    inventory.reserve_stock(reserving(3))
    make_partitions(MADE_LATER)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname)"
            " FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 <> 0"
        )
        # Switched off for the tests that commit, which empty all tables afterwards.
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def this_month(table):
    return f"{table}_{datetime.now(UTC):%Y_%m}"


def refused(statement, *values):
    with (
        pytest.raises(IntegrityError) as refusal,
        transaction,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    return str(refusal.value)


def filled():
    """Return the tables that must not change, whole and in months."""
    names = list(COLUMN)
    return names + [this_month(name) for name in names if name != "inventory.movement_keys"]


def rows():
    return [list(model.objects.values_list()) for model in (StockMovement, MovementKey)] + [
        list(BalanceHistory.objects.order_by("at").values_list("balance", "at", "usable"))
    ]


def test_no_row_is_changed():
    before = rows()

    for table in filled():
        column = COLUMN[table.removesuffix(f"{datetime.now(UTC):_%Y_%m}")]
        assert "is append-only" in refused(f"UPDATE {table} SET {column} = {column}")

    assert rows() == before
    assert [len(each) for each in before] == [1, 1, 2]


def test_no_row_is_deleted():
    before = rows()

    for table in filled():
        assert "is append-only" in refused(f"DELETE FROM {table}")

    assert rows() == before


def test_no_table_is_emptied_nor_any_part_of_it():
    before = rows()
    parts = [
        f"{table}_{part}"
        for table in ("inventory.stock_movements", "inventory.balance_history")
        for part in ("default", "2031_11", "2032_02")
    ]

    for table in filled() + parts:
        assert "is append-only" in refused(f"TRUNCATE {table}"), table

    assert rows() == before


@pytest.mark.parametrize(
    "table", ["inventory.stock_movements", "inventory.stock_movements_2031_11"]
)
def test_no_row_is_changed_in_a_month_made_later(table):
    line(occurred_at=MADE_LATER)

    assert "is append-only" in refused(f"UPDATE {table} SET quantity = quantity")
    assert "is append-only" in refused(f"DELETE FROM {table}")


def test_no_row_moves_to_another_month():
    statement = "UPDATE inventory.stock_movements SET occurred_at = %s"

    assert "is append-only" in refused(statement, MADE_LATER)


def line(table="inventory.stock_movements", **columns):
    """Copy the first line of the ledger by plain SQL, with some columns changed."""
    first: dict[str, Any] = dict(StockMovement.objects.order_by("id").values()[0])
    values = first | {"id": new_id(), "idempotency_key": f"line/{new_id()}"} | columns
    with transaction, connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)})"
            f" VALUES ({', '.join('%s' for _name in values)})",
            list(values.values()),
        )
    return values


@pytest.mark.parametrize(
    "table", ["inventory.stock_movements", "inventory.stock_movements_2031_11"]
)
def test_every_line_has_its_key_also_when_it_is_written_past_the_table(table):
    values = line(table, occurred_at=MADE_LATER)

    key = MovementKey.objects.get(movement_id=values["id"])
    assert (key.key, key.occurred_at) == (values["idempotency_key"], MADE_LATER)


@pytest.mark.parametrize("occurred_at", [MADE_LATER, datetime(2019, 1, 1, tzinfo=UTC)])
def test_a_key_is_used_once_in_all_months_together(occurred_at):
    used = StockMovement.objects.get().idempotency_key

    with pytest.raises(IntegrityError, match="stock_movement_is_booked_once"):
        line(idempotency_key=used, occurred_at=occurred_at)

    assert StockMovement.objects.count() == MovementKey.objects.count() == 1
    assert differences() == ()


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"quantity": 0}, "stock_movement_is_of_at_least_one_unit"),
        ({"from_unit_id": None, "to_unit_id": None}, "stock_movement_has_a_stock_unit_at_one_end"),
        ({"cause": "magic"}, "stock_movement_has_a_known_cause"),
        ({"from_location_id": None}, "from_location_id"),
        ({"to_location_id": None}, "to_location_id"),
        ({"to_location_id": new_id()}, "stock_movement_goes_to_a_known_location"),
        ({"from_location_id": new_id()}, "stock_movement_comes_from_a_known_location"),
        ({"to_unit_id": new_id()}, "stock_movement_goes_to_a_known_unit"),
        ({"from_unit_id": new_id()}, "stock_movement_comes_from_a_known_unit"),
        ({"sku_id": new_id()}, "stock_movement_is_of_a_known_sku"),
        ({"to_location_id": "another"}, "stock_movement_is_between_the_places_of_its_units"),
        ({"sku_id": "another"}, "stock_movement_is_of_the_goods_of_its_units"),
    ],
)
def test_both_ends_of_a_line_are_known(columns, constraint):
    register_sku("NUT")
    register_location("B-01")
    others = {
        "sku_id": Sku.objects.get(code="NUT").id,
        "to_location_id": Location.objects.get(code="B-01").id,
    }
    columns = {name: others[name] if to == "another" else to for name, to in columns.items()}

    with pytest.raises(IntegrityError, match=constraint):
        line(**columns)

    assert StockMovement.objects.count() == MovementKey.objects.count() == 1


@pytest.mark.parametrize("table", ["skus", "locations", "stock_units"])
def test_what_the_ledger_speaks_of_stays(table):
    assert "the ledger has lines of this row" in refused(f"DELETE FROM inventory.{table}")
    assert "the ledger has lines of this row" in refused(
        f"UPDATE inventory.{table} SET id = uuidv7()"
    )
