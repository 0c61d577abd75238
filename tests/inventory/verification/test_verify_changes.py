"""Whether totals that lie are found within minutes, wherever something has changed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from tests.factories.inventory import (
    allocating,
    put,
    register_location,
    reserved,
    reserving,
)
from tests.factories.keeping import blocking, carried, transferring
from tests.inventory.reading import totals
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.contracts import NoteVerified, VerifyChangedStock
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.models import Location, StockBalance, StockUnit, VerifiedUpTo
from wms.inventory.verification.queries.changed import CHANGED_SINCE, OVERLAP
from wms.platform.partitions import make_partitions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stock():
    register_location("A-01")
    register_location("B-01")
    put(10)
    put(10, "NUT-M8", "B-01")


def look():
    """Return how many SKUs had changed, and what of them disagrees: check, expected, found."""
    seen = inventory.verify_changed(VerifyChangedStock())
    return seen.balances, [(each.check, each.expected, each.found) for each in seen.differences]


def forget_what_was():
    """Let nothing that has happened until now be looked at again."""
    instant = inventory.verify_changed(VerifyChangedStock()).up_to
    inventory.note_verified(NoteVerified(up_to=instant + OVERLAP))


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("usable", [("usable", 10, 11)]),
        ("reserved", [("reserved", 4, 5)]),
        ("allocated", [("allocated", 3, 4)]),
    ],
)
def test_totals_of_what_changed_that_lie_are_found(column, found):
    reserved(4)
    order = reserved(3)
    inventory.allocate_stock(allocating(order))

    StockBalance.objects.filter(sku__code="BOLT-M8").update(**{column: F(column) + 1})

    assert look() == (2, found)


def test_a_count_of_claims_that_lies_is_found():
    StockUnit.objects.filter(sku__code="BOLT-M8").update(allocated=1)

    assert look() == (2, [("unit_claims", 0, 1)])


def test_a_place_that_was_blocked_without_its_totals_is_found():
    forget_what_was()

    Location.objects.filter(code="A-01").update(is_blocked=True, blocked_for="person")

    assert look() == (1, [("usable", 0, 10)])


def test_only_what_changed_since_is_looked_at():
    StockBalance.objects.filter(sku__code="NUT-M8").update(usable=11)
    forget_what_was()
    assert look() == (0, [])

    inventory.reserve_stock(reserving(1))

    assert look() == (1, [])


def test_goods_that_moved_and_left_their_total_as_it_was_are_looked_at():
    forget_what_was()
    transfer_stock(transferring(carried(1)))

    assert (look(), totals()) == ((1, []), (10, 0, 0))


def test_what_was_blocked_or_opened_is_looked_at_also_where_nobody_lost():
    forget_what_was()
    put(1, "GEAR-5", "A-01")
    forget_what_was()

    block_location(blocking("A-01"))

    assert look() == (2, [])


def test_a_list_of_differences_is_no_longer_than_asked():
    StockBalance.objects.update(usable=11)

    seen = inventory.verify_changed(VerifyChangedStock(limit=1))

    assert (seen.balances, len(seen.differences)) == (2, 1)


def test_how_far_it_was_verified_never_goes_back():
    now = timezone.now()

    for instant in (now, now + timedelta(minutes=5), now - timedelta(days=1)):
        inventory.note_verified(NoteVerified(up_to=instant))

    assert VerifiedUpTo.objects.get().instant == now + timedelta(minutes=5)


@pytest.fixture
def month_of_changes():
    """Thirty thousand changes of a balance, a minute apart, in a month to come; as many places."""
    make_partitions(datetime(2031, 11, 20, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "INSERT INTO inventory.balance_history (balance_id, at, usable, reserved, allocated)"
            " SELECT balance.id, '2031-11-01Z'::timestamptz + n * interval '1 minute', n, 0, 0"
            " FROM generate_series(1, 30000) AS n, inventory.stock_balances AS balance LIMIT 30000"
        )
        cursor.execute(
            "INSERT INTO inventory.locations (id, warehouse_id, code, key, kind, pick_sequence,"
            " zone, aisle, bay, level, is_blocked, storage_class)"
            " SELECT uuidv7(), uuidv7(), 'L-' || n, 'l-' || n, 'pick', 0, '', '', '', '',"
            " false, ''"
            " FROM generate_series(1, 30000) AS n"
        )
        cursor.execute("ANALYZE inventory.locations, inventory.balance_history")


def test_what_changed_is_read_from_indexes(month_of_changes):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {CHANGED_SINCE}", {"since": datetime(2031, 11, 20, tzinfo=UTC)})
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "location_by_when_it_turned" in plan
    assert "Seq Scan on locations" not in plan
    assert "Seq Scan on balance_history_2031_11" not in plan
