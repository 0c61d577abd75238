"""What the ledger is asked is read from indexes: the plans of the questions."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test.utils import CaptureQueriesContext

from tests.factories.inventory import CLIENT, put, register_location
from tests.support.database import connection
from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.models import StockMovement
from wms.inventory.stock.contracts.stock import MovementFilter
from wms.inventory.stock.queries.movements import list_movements
from wms.inventory.stock.queries.stock import get_stock
from wms.kernel.pages import PageRequest
from wms.platform.partitions import make_partitions

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def month_of_rows():
    """Twenty thousand lines in one month: of 50 SKUs at 40 locations."""
    for number in range(40):
        register_location(f"L-{number:02d}")
    for number in range(50):
        put(1, sku=f"SKU-{number:02d}", location=f"L-{number % 40:02d}")
    make_partitions(datetime(2031, 11, 20, tzinfo=UTC))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "INSERT INTO inventory.stock_movements (id, occurred_at, client_id, warehouse_id,"
            " sku_id, lot, quantity, from_unit_id, to_unit_id, from_location_id, to_location_id,"
            " from_status, to_status, cause, reason, actor, reference, order_id, idempotency_key)"
            " SELECT uuidv7(),"
            " '2031-11-01Z'::timestamptz + number * interval '2 minutes',"
            " client_id, warehouse_id, sku_id,"
            " CASE number % 5 WHEN 0 THEN 'LOT-' || number % 200 ELSE '' END, 1, from_unit_id,"
            " to_unit_id, from_location_id, to_location_id, from_status, to_status,"
            " CASE number % 50 WHEN 0 THEN 'count' ELSE 'receipt' END, '', 'tester',"
            " 'REF-' || number % 3000, CASE number % 4 WHEN 0 THEN uuidv7() END, 'plan/' || number"
            " FROM generate_series(1, 20000) AS number JOIN ("
            " SELECT *, row_number() OVER (ORDER BY id) AS place FROM inventory.stock_movements"
            " ) AS line ON line.place = 1 + number % 50"
        )
        cursor.execute("ANALYZE inventory.stock_movements, inventory.skus, inventory.locations")


def test_no_question_reads_a_whole_month(month_of_rows):
    day = datetime(2031, 11, 5, tzinfo=UTC)
    for filters in (
        {},
        {"sku": "SKU-07"},
        {"location": "L-07"},
        {"location": "supplier"},
        {"lot": "LOT-100"},
        {"cause": MovementCause.COUNT},
        {"cause": MovementCause.SHIPMENT},
        {"order_id": uuid4()},
        {"reference": "REF-1000"},
        {"since": day, "until": day + timedelta(hours=1)},
        {"sku": "SKU-07", "since": day},
        {"location": "L-07", "cause": MovementCause.COUNT, "lot": "LOT-50"},
    ):
        with CaptureQueriesContext(connection) as asked:
            list_movements(client_id=CLIENT, filters=MovementFilter(**filters), page=PageRequest())

        statements = [each["sql"] for each in asked if "stock_movements" in each["sql"]]
        assert statements
        for statement in statements:
            plan = plan_of(statement)
            assert "Seq Scan on stock_movements_2031_11" not in plan, plan
            assert read_of(plan) <= 1100, (filters, plan)


def test_the_past_costs_what_has_happened_since(month_of_rows):
    for day in (2, 27):
        since = datetime(2031, 11, day, tzinfo=UTC)
        with CaptureQueriesContext(connection) as asked:
            get_stock(client_id=CLIENT, sku="SKU-07", as_of=since)

        (statement,) = [each["sql"] for each in asked if "stock_movements" in each["sql"]]
        plan = plan_of(statement)
        assert "Seq Scan on stock_movements_2031_11" not in plan, plan
        after = StockMovement.objects.filter(sku__code="SKU-07", occurred_at__gt=since).count()
        assert read_of(plan) <= 2 * after + 100, plan


def plan_of(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {statement}".replace("%", "%%"), [])
        return "\n".join(line for (line,) in cursor.fetchall())


def read_of(plan):
    """Return how many lines of the ledger a plan has read, those it threw away among them."""
    scans = re.findall(r"stock_movements\S*_2031_11\S* .*?actual rows=([\d.]+)", plan)
    thrown = re.findall(r"Rows Removed by \w+(?: Recheck)?: (\d+)", plan)
    return sum(float(each) for each in scans) + sum(int(each) for each in thrown)
