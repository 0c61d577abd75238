"""What the database itself refuses, whoever asks."""

import pytest
from django.db import IntegrityError

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    put,
    register_location,
    reserving,
)
from tests.inventory.reading import differences
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.platform.ids import new_id
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stock():
    """Ten units: two claimed, three promised, and one order waiting."""
    register_location("A-01")
    put(10)
    claimed, promised, waiting = reserving(2), reserving(3), reserving(99)
    for order in (claimed, promised, waiting):
        inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(claimed))


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (
            "UPDATE inventory.stock_units SET allocated = on_hand + 1",
            "stock_unit_never_has_more_claims_than_goods",
        ),
        (
            "UPDATE inventory.stock_units SET allocated = -1",
            "stock_unit_never_has_more_claims_than_goods",
        ),
        (
            "UPDATE inventory.stock_units SET on_hand = 1",
            "stock_unit_never_has_more_claims_than_goods",
        ),
        (
            "UPDATE inventory.stock_units SET status = 'lost'",
            "stock_unit_has_a_known_status",
        ),
        (
            "INSERT INTO inventory.stock_units SELECT gen_random_uuid(), lot, expires_on, status,"
            " on_hand, allocated, balance_id, location_id, sku_id, stocked_at"
            " FROM inventory.stock_units",
            "stock_unit_is_one_row_per_sku_location_lot_and_status",
        ),
        (
            "UPDATE inventory.stock_balances SET reserved = usable - allocated + 1",
            "stock_balance_never_promises_more_than_is_usable",
        ),
        (
            "UPDATE inventory.stock_balances SET usable = 4",
            "stock_balance_never_promises_more_than_is_usable",
        ),
        (
            "UPDATE inventory.stock_balances SET reserved = -1",
            "stock_balance_is_never_negative",
        ),
        (
            "UPDATE inventory.stock_balances SET allocated = -1",
            "stock_balance_is_never_negative",
        ),
        (
            "UPDATE inventory.reservation_lines SET quantity = 0, allocated = 0",
            "reservation_line_is_for_at_least_one_unit",
        ),
        (
            "UPDATE inventory.reservation_lines SET allocated = quantity + 1",
            "reservation_line_never_has_more_than_it_wants",
        ),
        (
            "UPDATE inventory.reservations SET status = 'forgotten'",
            "reservation_has_a_known_status",
        ),
        (
            "UPDATE inventory.allocations"
            " SET picked = quantity + 1, staged_unit_id = unit_id, status = 'picked',"
            " picked_at = allocated_at",
            "allocation_never_has_more_picked_than_claimed",
        ),
        (
            "UPDATE inventory.allocations"
            " SET picked = 1, status = 'picked', picked_at = allocated_at",
            "allocation_knows_where_its_picked_goods_are",
        ),
        (
            "UPDATE inventory.allocations SET picked = 1, staged_unit_id = unit_id",
            "allocation_with_picked_goods_is_not_open",
        ),
        (
            "UPDATE inventory.allocations SET status = 'picked'",
            "allocation_is_picked_at_some_time",
        ),
        ("UPDATE inventory.skus SET code = 'bolt'", "sku_code_is_upper_case"),
        ("UPDATE inventory.locations SET kind = 'garden'", "location_is_of_a_known_kind"),
        (
            "UPDATE inventory.locations SET key = 'supplier' WHERE code = 'A-01'",
            "location_is_known_by_one_spelling_of_its_code",
        ),
    ],
)
def test_a_broken_balance_cannot_be_written(statement, constraint):
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert differences() == ()


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"quantity": 0}, "stock_movement_is_of_at_least_one_unit"),
        ({"quantity": -1}, "stock_movement_is_of_at_least_one_unit"),
        ({"from_unit_id": None, "to_unit_id": None}, "stock_movement_has_a_stock_unit_at_one_end"),
        ({"from_unit_id": "the same"}, "stock_movement_goes_somewhere_else"),
        ({"idempotency_key": "the same"}, "stock_movement_is_booked_once"),
    ],
)
def test_the_ledger_takes_no_nonsense(columns, constraint):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inventory.stock_movements")
        names = [column.name for column in cursor.description]
        line = dict(zip(names, cursor.fetchone(), strict=True))
    same = {"from_unit_id": line["to_unit_id"], "idempotency_key": line["idempotency_key"]}
    line |= {"id": new_id(), "idempotency_key": "another"}
    line |= {name: same[name] if value == "the same" else value for name, value in columns.items()}

    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"INSERT INTO inventory.stock_movements ({', '.join(line)})"
            f" VALUES ({', '.join('%s' for _name in line)})",
            list(line.values()),
        )

    assert differences() == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inventory.stock_movements SET quantity = quantity",
        "DELETE FROM inventory.stock_movements",
        "TRUNCATE inventory.stock_movements",
    ],
)
def test_the_ledger_is_append_only(statement):
    with connection.cursor() as cursor:
        # Switched off for the tests that commit, which empty all tables afterwards.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE inventory.stock_movements"
            " ENABLE TRIGGER stock_movements_are_never_truncated"
        )

    with (
        pytest.raises(IntegrityError, match="the ledger is append-only"),
        transaction,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_round_has_one_reservation():
    with (
        pytest.raises(IntegrityError, match="reservation_is_one_per_order_and_round"),
        transaction,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE inventory.reservations SET order_id = %s, client_id = %s, warehouse_id = %s",
            [new_id(), CLIENT, WAREHOUSE],
        )
