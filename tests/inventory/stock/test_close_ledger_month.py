"""Old months leave the ledger, and nothing is forgotten that counts."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from tests.factories.inventory import CLIENT, WAREHOUSE
from tests.inventory.reading import differences
from tests.inventory.stock.months import (
    FEBRUARY,
    JANUARY,
    MARCH,
    change_a_balance_in_january,
    close,
    close_history,
    count_of,
    stock,
)
from tests.support.database import connection
from wms.inventory.models import (
    BalanceChange,
    BalanceHistory,
    LedgerClosing,
    MovementKey,
    StockBalance,
    StockMovement,
)
from wms.inventory.stock.contracts.ledger import LedgerClosed
from wms.inventory.stock.contracts.stock import MovementFilter
from wms.inventory.stock.queries.movements import list_movements
from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id
from wms.platform.partitions import make_partitions, months_of
from wms.platform.transactions import transaction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("three_months")]


def test_a_month_leaves_and_its_balances_stay():
    before, lines = stock(), StockMovement.objects.count()
    in_january = StockMovement.objects.filter(occurred_at__lt="2020-02-01T00:00Z").count()

    closed = close(JANUARY)

    assert closed.table == "inventory.stock_movements_closed_2020_01"
    assert (closed.movements, closed.opening_lines) == (in_january, 2)
    assert count_of(closed.table) == in_january == 4
    assert StockMovement.objects.count() == lines - in_january + 2
    assert stock() == before
    assert differences() == ()


def test_an_opening_line_says_what_a_stock_unit_held():
    close(JANUARY)

    lines = StockMovement.objects.filter(cause="opening").order_by("quantity")
    assert [
        (
            line.quantity,
            line.sku.code,
            line.lot,
            line.from_unit,
            line.from_location.kind,
            line.to_location.code,
            line.to_unit and line.to_unit.location.code,
        )
        for line in lines
    ] == [
        (6, "NUT", "L1", None, "opening", "B-01", "B-01"),
        (8, "BOLT-M8", "", None, "opening", "A-01", "A-01"),
    ]
    assert {line.occurred_at for line in lines} == {datetime(2020, 2, 1, tzinfo=UTC)}
    assert {(line.client_id, line.warehouse_id) for line in lines} == {(CLIENT, WAREHOUSE)}
    assert {(line.actor, line.reference) for line in lines} == {("ada", "2020-01")}


def test_goods_that_nobody_touched_since_are_carried_on_from_month_to_month():
    before = stock()

    answers = [close(month) for month in (JANUARY, FEBRUARY, MARCH)]

    assert [answer.opening_lines for answer in answers] == [2, 3, 3]
    opening = StockMovement.objects.filter(sku__code="NUT")
    assert [(line.quantity, line.occurred_at) for line in opening] == [
        (6, datetime(2020, 4, 1, tzinfo=UTC))
    ]
    assert StockMovement.objects.exclude(cause="opening").count() == 0
    assert stock() == before
    assert differences() == ()


def test_the_past_is_as_it_was_as_far_as_the_ledger_goes():
    moments = [datetime(2020, 2, day, tzinfo=UTC) for day in (1, 10, 11)]
    before = [[units for _level, units in stock(moment)] for moment in moments]

    close(JANUARY)

    assert [[units for _level, units in stock(moment)] for moment in moments] == before
    assert before[0] == [[("A-01", "", 8)], [("B-01", "L1", 6)]]
    with pytest.raises(LedgerClosed, match="2020-02-01"):
        stock(moments[0] - timedelta(microseconds=1))


def test_a_key_is_remembered_when_its_movement_has_left():
    keys = set(MovementKey.objects.values_list("key", flat=True))
    gone = dict(StockMovement.objects.order_by("occurred_at").values()[0])

    close(JANUARY)

    assert keys < set(MovementKey.objects.values_list("key", flat=True))
    with (
        pytest.raises(IntegrityError, match="stock_movement_is_booked_once"),
        transaction,
    ):
        StockMovement.objects.create(**gone | {"id": new_id(), "occurred_at": timezone.now()})


def test_nothing_is_booked_into_a_month_that_has_left():
    gone = dict(StockMovement.objects.order_by("occurred_at").values()[0])
    close(JANUARY)

    with (
        pytest.raises(IntegrityError, match="stock_movement_is_not_in_a_closed_month"),
        transaction,
    ):
        StockMovement.objects.create(**gone | {"id": new_id(), "idempotency_key": "late"})


def test_a_month_leaves_once():
    first = close(JANUARY)
    lines = StockMovement.objects.count()

    again = close(JANUARY.replace(day=31))

    assert again == first
    assert (StockMovement.objects.count(), LedgerClosing.objects.count()) == (lines, 1)


def test_partitions_made_in_time_leave_like_those_made_late():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM inventory.stock_movements LIMIT 1")
        assert cursor.fetchone()[0] == "inventory.stock_movements_default"
    make_partitions(datetime(2020, 1, 15, tzinfo=UTC))

    assert close(JANUARY).movements == 4
    assert months_of(StockMovement)[0] == FEBRUARY


def test_a_month_with_no_work_has_what_was_carried_on():
    for month in (JANUARY, FEBRUARY, MARCH):
        close(month)

    quiet = [close(date(2020, month, 1)) for month in range(4, 13)]

    assert {(each.movements, each.opening_lines) for each in quiet} == {(3, 3)}
    assert differences() == ()


def test_the_history_of_balances_leaves_with_the_ledger():
    change_a_balance_in_january()

    tables = [close_history(JANUARY) for _time in range(2)]

    assert tables == [("inventory.balance_history_closed_2020_01",), ()]
    assert count_of("inventory.balance_history_closed_2020_01") == 2
    carried = BalanceHistory.objects.get(at__lt="2021-01-01T00:00Z")
    assert carried.at == datetime(2020, 2, 1, tzinfo=UTC)
    assert (carried.usable, carried.reserved, carried.allocated) == (6, 1, 0)
    level = stock(datetime(2020, 2, 5, tzinfo=UTC))[1][0]
    assert (level.usable, level.reserved, level.allocated, level.atp) == (6, 1, 0, 5)


def test_what_has_left_holds_nothing_back():
    closed = close(JANUARY)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
            [closed.table],
        )
        assert cursor.fetchone()[0] == 0
        cursor.execute(f"DROP TABLE {closed.table}")
    assert differences() == ()


def test_the_ledger_of_today_lists_the_opening_lines():
    close(JANUARY)

    page = list_movements(client_id=CLIENT, filters=MovementFilter(sku="nut"), page=PageRequest())

    assert [(each.cause, each.from_location, each.quantity) for each in page.results] == [
        ("opening", "opening", 6)
    ]


def test_the_command_closes_months_in_their_order_and_may_be_run_again():
    for _time in range(2):
        out = StringIO()
        call_command("close_ledger_month", "2020-02", "2020-01", stdout=out)
        assert out.getvalue().splitlines() == [
            "2020-01: 4 lines are in inventory.stock_movements_closed_2020_01,"
            " 2 opening lines stand for them",
            "2020-02: 3 lines are in inventory.stock_movements_closed_2020_02,"
            " 3 opening lines stand for them",
        ]


def test_balances_go_on_after_a_closing():
    close(JANUARY)
    balance = StockBalance.objects.get(sku__code="NUT")

    with transaction:
        StockBalance.objects.add({balance.id: BalanceChange(reserved=1)})
        StockBalance.objects.add({balance.id: BalanceChange(reserved=-1)})

    assert BalanceHistory.objects.filter(balance=balance).count() == 3
