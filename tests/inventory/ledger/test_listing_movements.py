"""The ledger over HTTP: what it is asked for, page by page, from an index."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.inventory import (
    CLIENT,
    allocating,
    picking,
    put,
    register_location,
    reserving,
    shipping,
)
from tests.support.api import Api, make_site
from wms.inventory import facade as inventory
from wms.inventory.contracts import MovementCause, MovementFilter
from wms.inventory.models import StockMovement
from wms.kernel.pages import PageRequest
from wms.platform.partitions import make_partitions

pytestmark = pytest.mark.django_db
MOVEMENTS = "/api/v1/movements"


def listed(**filters):
    page = inventory.list_movements(
        client_id=CLIENT, filters=MovementFilter(**filters), page=PageRequest()
    )
    return [(each.cause.value, each.sku, each.quantity) for each in page.results]


@pytest.fixture
def work():
    """Three receipts on three days, and an order that took some of the last."""
    for code in ("A-01", "B-01"):
        register_location(code)
    with time_machine.travel("2026-10-30T12:00:00Z"):
        put(10)
    with time_machine.travel("2026-10-31T12:00:00Z"):
        put(6, sku="NUT", location="B-01", lot="L1")
    with time_machine.travel("2026-11-01T12:00:00Z"):
        put(5, sku="NUT", location="A-01", lot="L2")
    order = reserving(("NUT", 4))
    inventory.reserve_stock(order)
    with time_machine.travel("2026-11-02T12:00:00Z"):
        inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))
    with time_machine.travel("2026-11-03T12:00:00Z"):
        inventory.book_shipment(shipping(order))
    return order


def test_the_ledger_is_listed_in_the_order_of_time_across_months(work):
    assert [(cause, quantity) for cause, _sku, quantity in listed()][-3:] == [
        ("receipt", 5),
        ("receipt", 6),
        ("receipt", 10),
    ]
    assert [cause for cause, _sku, _quantity in listed()][:2] == ["shipment", "pick"]


def test_each_filter_narrows_and_all_of_them_together(work):
    assert {sku for _cause, sku, _quantity in listed(sku="nut")} == {"NUT"}
    assert listed(sku="nothing") == listed(location="nowhere") == listed(lot="L9") == []
    assert listed(location="A-01", cause=MovementCause.RECEIPT) == [
        ("receipt", "NUT", 5),
        ("receipt", "BOLT-M8", 10),
    ]
    assert listed(lot="L1", cause=MovementCause.RECEIPT) == [("receipt", "NUT", 6)]
    assert {cause for cause, _sku, _quantity in listed(order_id=work.order_id)} == {
        "pick",
        "shipment",
    }
    assert listed(
        since=datetime(2026, 10, 31, 12, tzinfo=UTC), until=datetime(2026, 11, 1, 12, tzinfo=UTC)
    ) == [("receipt", "NUT", 6)]
    assert listed(location="customer") == [("shipment", "NUT", 4)]
    reference = StockMovement.objects.filter(lot="L2", cause="receipt").get().reference
    assert listed(reference=reference, sku="NUT", lot="L2", location="A-01") == [
        ("receipt", "NUT", 5)
    ]
    assert listed(lot="") == listed(reference="") == []


def test_a_line_between_two_places_is_listed_once_at_each():
    register_location("A-01")
    put(10)
    order = reserving(2)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=1))

    causes = [cause for cause, _sku, _quantity in listed(location="A-01")]

    assert sorted(causes) == ["pick", "receipt", "short_pick"]


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def api(site):
    return Api("supervisor", name="ada")


@pytest.fixture
def receipts(api):
    api.post("/api/v1/skus", {"code": "NUT"})
    for code in ("A-01", "B-01"):
        api.post("/api/v1/locations", {"code": code, "kind": "pick"})
    for number in range(1, 8):
        line = {"sku": "NUT", "location": "AB"[number % 2] + "-01", "quantity": number}
        with time_machine.travel(datetime(2026, 7 - number % 3, number, tzinfo=UTC), tick=False):
            receipt = {"reference": f"ASN-{number}", "lines": [line, line | {"lot": "L"}]}
            assert api.post("/api/v1/receipts", receipt).status_code == 201


@pytest.mark.parametrize("filters", [{}, {"sku": "NUT"}, {"location": "supplier"}, {"lot": "L"}])
def test_pages_go_on_where_the_last_one_ended_and_back(api, receipts, filters):
    whole = api.get(MOVEMENTS, filters | {"limit": 100}).json()["results"]

    pages = [api.get(MOVEMENTS, filters | {"limit": 3}).json()]
    while pages[-1]["next"]:
        pages.append(api.get(pages[-1]["next"]).json())
    back = api.get(pages[-1]["previous"]).json()

    assert [each for page in pages for each in page["results"]] == whole
    assert len(whole) == (7 if "lot" in filters else 14)
    assert back["results"] == pages[-2]["results"]
    times = [each["occurred_at"] for each in whole]
    assert times == sorted(times, reverse=True)


def test_filters_of_the_address(api, receipts):
    def quantities(**filters):
        return [each["quantity"] for each in api.get(MOVEMENTS, filters).json()["results"]]

    assert quantities(reference="ASN-3", lot="L") == [3]
    assert quantities(location="A-01", lot="L") == [6, 4, 2]
    assert quantities(since="2026-07-01T00:00:00Z", lot="L") == [6, 3]
    assert quantities(until="2026-05-03T00:00:00Z", lot="L") == [2]
    assert quantities(order_id=str(uuid4())) == []


@pytest.mark.parametrize(
    "question",
    [
        "since=soon",
        "since=2026-11-01T00:00:00",
        "until=9999-12-31T23:59:59Z",
        "cause=magic",
        "order_id=1",
        "lot=%00",
        "reference=%00",
        "location=%00",
        "cursor=PgAAAAAAAAAA",
        "cursor=Pn________________________________",
        "colour=red",
    ],
)
def test_bad_questions_are_refused(api, receipts, question):
    answer = api.get(f"{MOVEMENTS}?{question}")

    assert answer.status_code == 400
    assert answer.json()["code"] in {"invalid", "invalid_cursor"}


@pytest.mark.parametrize("path", ["stock", "stock/NUT"])
def test_stock_is_shown_as_of_a_moment(api, receipts, path):
    moment = "2026-06-05T00:00:00Z"
    one = api.get("/api/v1/stock/NUT", {"as_of": moment}).json()

    answer = api.get(f"/api/v1/{path}", {"as_of": moment})

    assert answer.status_code == 200
    assert {(each["location"], each["lot"]): each["on_hand"] for each in one["units"]} == {
        ("A-01", ""): 6,
        ("A-01", "L"): 6,
        ("B-01", ""): 6,
        ("B-01", "L"): 6,
    }


@pytest.mark.parametrize("path", ["stock", "stock/NUT"])
@pytest.mark.parametrize(
    "moment",
    [
        "2999-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+12:00",
        "2026-01-01",
    ],
)
def test_a_moment_that_is_yet_to_come_or_none_is_refused(api, receipts, path, moment):
    answer = api.get(f"/api/v1/{path}", {"as_of": moment})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/as_of"]


def test_a_stranger_sees_no_past_either(api, receipts):
    make_site(client="other", warehouse="PAR1")
    other = Api("viewer", client="other")
    moment = "2026-06-05T00:00:00Z"

    assert other.get(MOVEMENTS, {"location": "A-01"}).json()["results"] == []
    assert other.get(MOVEMENTS, {"lot": "L"}).json()["results"] == []
    assert other.get(MOVEMENTS, {"reference": "ASN-1"}).json()["results"] == []
    assert other.get("/api/v1/stock", {"as_of": moment}).json()["results"] == []
    foreign = other.get("/api/v1/stock/NUT", {"as_of": moment, "warehouse": "LON1"})
    assert foreign.status_code == 404


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
            "INSERT INTO inventory_stockmovement (id, occurred_at, client_id, warehouse_id,"
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
            " SELECT *, row_number() OVER (ORDER BY id) AS place FROM inventory_stockmovement"
            " ) AS line ON line.place = 1 + number % 50"
        )
        cursor.execute("ANALYZE inventory_stockmovement, inventory_sku, inventory_location")


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
            listed(**filters)

        statements = [each["sql"] for each in asked if "stockmovement" in each["sql"]]
        assert statements
        for statement in statements:
            plan = plan_of(statement)
            assert "Seq Scan on inventory_stockmovement_2031_11" not in plan, plan
            assert read_of(plan) <= 1100, (filters, plan)


def test_the_past_costs_what_has_happened_since(month_of_rows):
    for day in (2, 27):
        since = datetime(2031, 11, day, tzinfo=UTC)
        with CaptureQueriesContext(connection) as asked:
            inventory.get_stock(client_id=CLIENT, sku="SKU-07", as_of=since)

        (statement,) = [each["sql"] for each in asked if "stockmovement" in each["sql"]]
        plan = plan_of(statement)
        assert "Seq Scan on inventory_stockmovement_2031_11" not in plan, plan
        after = StockMovement.objects.filter(sku__code="SKU-07", occurred_at__gt=since).count()
        assert read_of(plan) <= 2 * after + 100, plan


def plan_of(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {statement}".replace("%", "%%"), [])
        return "\n".join(line for (line,) in cursor.fetchall())


def read_of(plan):
    """Return how many lines of the ledger a plan has read, those it threw away among them."""
    scans = re.findall(r"inventory_stockmovement\S*_2031_11\S* .*?actual rows=([\d.]+)", plan)
    thrown = re.findall(r"Rows Removed by \w+(?: Recheck)?: (\d+)", plan)
    return sum(float(each) for each in scans) + sum(int(each) for each in thrown)
