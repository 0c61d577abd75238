"""Who holds the stock of a SKU."""

from datetime import timedelta

import pytest

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserving,
    shipping,
)
from tests.support.api import Api, make_site
from tests.support.database import connection
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.diagnosis.contracts import HolderFilter, HolderState
from wms.inventory.diagnosis.queries.holders import list_holders
from wms.inventory.models import Reservation
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.platform.ids import new_id
from wms.platform.paging.cursors import InvalidCursor

pytestmark = pytest.mark.django_db


@pytest.fixture
def orders():
    """One order in each state, made in this order."""
    register_location("A-01")
    put(20, lot="L1")
    wishes = {"shipped": 1, "staged": 2, "claimed": 3, "promised": 4, "gone": 5, "waits": 99}
    made = {name: reserving(wish) for name, wish in wishes.items()}
    for order in made.values():
        inventory.reserve_stock(order)
    for name in ("shipped", "staged"):
        inventory.book_picks(picking(inventory.allocate_stock(allocating(made[name]))))
    inventory.book_shipment(shipping(made["shipped"]))
    inventory.allocate_stock(allocating(made["claimed"]))
    inventory.release_reservation(releasing(made["gone"]))
    return made


def holders(page=None, sku="bolt-m8", client_id=CLIENT, **filters):
    return list_holders(
        client_id=client_id,
        warehouse_id=WAREHOUSE,
        filters=HolderFilter(sku=sku, **filters),
        page=page or PageRequest(),
    )


def test_lists_who_holds_what_and_where(orders):
    found = {each.order_id: each for each in holders().results}

    names = {order.order_id: name for name, order in orders.items()}
    told = {
        names[order_id]: (each.state, each.quantity, each.location, each.lot, each.line_no)
        for order_id, each in found.items()
    }
    assert told == {
        "staged": (HolderState.STAGED, 2, "STAGING", "L1", 1),
        "claimed": (HolderState.CLAIMED, 3, "A-01", "L1", 1),
        "promised": (HolderState.PROMISED, 4, None, None, 1),
        "waits": (HolderState.WAITS, 99, None, None, None),
    }


def test_the_oldest_comes_first_and_pages_follow(orders):
    everybody = holders().results
    pages, cursor = [], None
    for _page in range(2):
        page = holders(PageRequest(limit=2, cursor=cursor))
        pages += page.results
        cursor = page.next

    assert cursor is None
    assert tuple(pages) == everybody
    assert [each.since for each in everybody] == sorted(each.since for each in everybody)


def test_one_state_is_listed_alone(orders):
    for state in HolderState:
        assert [each.state for each in holders(state=state).results] == [state]


def test_two_questions_however_many_hold(orders, django_assert_num_queries):
    for _order in range(5):
        order = reserving(1)
        inventory.reserve_stock(order)
        inventory.allocate_stock(allocating(order))

    with django_assert_num_queries(2):
        assert len(holders().results) == 9


def test_what_was_held_once_is_not_read():
    """The plan starts from what is open, whatever the history of the SKU is."""
    register_location("A-01")
    put(5)
    order = reserving(1)
    inventory.reserve_stock(order)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH old AS (INSERT INTO inventory.reservations (id, order_id, round_no, client_id,"
            " warehouse_id, status, priority_rank, asked_at, takes_part, reason, version)"
            " SELECT gen_random_uuid(), gen_random_uuid(), 1, client_id, warehouse_id, 'consumed',"
            " 0, now(), false, '', 1 FROM inventory.reservations, generate_series(1, 5000)"
            " RETURNING id), line AS (INSERT INTO inventory.reservation_lines (id, reservation_id,"
            " line_no, sku_id, balance_id, quantity, promised, allocated)"
            " SELECT gen_random_uuid(), old.id, 1, line.sku_id, line.balance_id, 1, 0, 1"
            " FROM old, inventory.reservation_lines AS line RETURNING id, reservation_id)"
            " INSERT INTO inventory.allocations (id, reservation_id, line_id, unit_id, quantity,"
            " picked, status, staged_unit_id, allocated_at, picked_at)"
            " SELECT gen_random_uuid(), line.reservation_id, line.id, unit.id, 1, 1, 'shipped',"
            " unit.id, now(), now() FROM line, inventory.stock_units AS unit"
        )
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        plans = []

        def explain(execute, sql, params, many, context):
            if sql.startswith("WITH holder"):
                with connection.cursor() as other:
                    other.cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                    plans.append(other.cursor.fetchone()[0][0]["Plan"])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(explain):
            found = holders()

    assert len(found.results) == 1
    assert max(rows_of(plans[0])) <= 20


def rows_of(plan):
    yield plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    for part in plan.get("Plans", []):
        yield from rows_of(part)


def test_a_sku_of_somebody_else_is_not_there(orders):
    for sku, client_id in (("NUT", CLIENT), ("BOLT-M8", ClientId(new_id()))):
        with pytest.raises(SkuNotFound):
            holders(sku=sku, client_id=client_id)


@pytest.mark.parametrize(
    "page", [PageRequest(limit=0), PageRequest(cursor="x"), PageRequest(cursor="_" * 32)]
)
def test_a_page_that_nobody_gave_is_refused(orders, page):
    with pytest.raises(InvalidCursor):
        holders(page)


class TestHttp:
    """As a machine of a client asks."""

    @pytest.fixture(autouse=True)
    def api(self):
        site = make_site()
        api = Api("supervisor")
        for path, body in (
            ("skus", {"code": "N/8"}),
            ("locations", {"code": "A-01", "kind": "pick"}),
            ("receipts", {"reference": "R", "lines": [line(5)]}),
        ):
            assert api.post(f"/api/v1/{path}", body).status_code == 201
        order = reserving(("N/8", 2))
        inventory.reserve_stock(
            type(order)(
                **vars(order) | {"client_id": site.client_id, "warehouse_id": site.warehouse_id}
            )
        )
        Reservation.objects.update(order_number="O-7")
        return api

    def test_the_holders_of_a_sku_with_a_slash_are_shown(self, api):
        answer = api.get("/api/v1/holders", {"sku": "n/8", "warehouse": "LON1"})

        (told,) = answer.json()["results"]
        assert (told["order_number"], told["state"], told["quantity"]) == ("O-7", "promised", 2)
        assert (told["priority_rank"], told["location"], told["line_no"]) == (2, None, 1)

    def test_a_stranger_finds_nothing(self):
        make_site(client="other", warehouse="PAR1")

        answer = Api("viewer", client="other").get(
            "/api/v1/holders", {"sku": "N/8", "warehouse": "LON1"}
        )

        assert (answer.status_code, answer.json()["code"]) == (404, "sku_not_found")

    @pytest.mark.parametrize(
        ("query", "refusal"),
        [
            ({}, (400, "invalid")),
            ({"sku": "\x00"}, (400, "invalid")),
            ({"sku": "N/8", "state": "lost"}, (400, "invalid")),
            ({"sku": "N/8", "colour": "red"}, (400, "invalid")),
            ({"sku": "N/8", "cursor": "x"}, (400, "invalid_cursor")),
            ({"sku": "NUT"}, (404, "sku_not_found")),
        ],
    )
    def test_refuses_bad_questions(self, api, query, refusal):
        answer = api.get("/api/v1/holders", query)

        assert (answer.status_code, answer.json()["code"]) == refusal

    def test_nobody_asks_without_a_token(self, client):
        assert client.get("/api/v1/holders?sku=N").status_code == 401
        assert client.get("/api/v1/why-not").status_code == 401


def line(quantity):
    return {"sku": "N/8", "location": "A-01", "quantity": quantity}


def test_an_order_that_asked_first_is_listed_first():
    register_location("A-01")
    put(5)
    orders = [reserving(1) for _order in range(3)]
    for order in orders:
        inventory.reserve_stock(order)
    oldest = Reservation.objects.get(order_id=orders[2].order_id)
    Reservation.objects.filter(id=oldest.id).update(asked_at=oldest.asked_at - timedelta(days=1))

    listed = [each.order_id for each in holders().results]

    assert listed == [orders[2].order_id, orders[0].order_id, orders[1].order_id]
