"""Orders over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.support.api import Api, make_site
from wms.orders import facade as orders
from wms.orders.contracts import Milestone, RecordProgress
from wms.orders.models import Order, OrderHistory, OrdersOutbox

pytestmark = pytest.mark.django_db
URL = "/api/v1/orders"
BODY: dict[str, Any] = {
    "external_ref": "WEB-1",
    "customer_id": "C-1",
    "priority": "same_day",
    "shipping_address": {
        "name": "Ada Lovelace",
        "line1": "12 St James's Square",
        "city": "London",
        "postal_code": "SW1Y",
        "country": "GB",
    },
    "lines": [
        {
            "line_no": 1,
            "sku": "bolt-m8",
            "quantity": 5,
            "unit_price": {"amount": "12.50", "currency": "GBP"},
        }
    ],
}


@pytest.fixture
def api():
    make_site()
    return Api("integrator")


def body(**changes):
    return deepcopy(BODY) | changes


def line(**changes):
    return deepcopy(BODY["lines"][0]) | changes


def address(**changes):
    return deepcopy(BODY["shipping_address"]) | changes


def test_an_order_is_read_as_it_was_answered(api):
    made = api.post(URL, body())
    read = api.get(made.headers["Location"])

    assert (made.status_code, read.status_code) == (201, 200)
    assert made.json() == read.json()
    order = made.json()
    assert order["workflow_id"] == f"order-fulfillment-{order['order_id']}"
    assert made.headers["Location"] == f"{URL}/{order['order_id']}"
    assert (order["status"], order["priority"], order["version"]) == ("received", "same_day", 1)
    assert order["lines"] == [
        {
            "line_no": 1,
            "sku": "BOLT-M8",
            "ordered": 5,
            "picked": 0,
            "packed": 0,
            "shipped": 0,
            "short_closed": 0,
            "cancelled": 0,
            "backordered": 0,
            "open": 5,
            "unit_price": {"amount": "12.50", "currency": "GBP"},
        }
    ]


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"external_ref": None}, "/external_ref", "wrong_type"),
        ({"external_ref": ""}, "/external_ref", "too_short"),
        ({"external_ref": "x" * 65}, "/external_ref", "too_long"),
        ({"customer_id": 7}, "/customer_id", "wrong_type"),
        ({"priority": "urgent"}, "/priority", "not_a_choice"),
        ({"priority": 0}, "/priority", "not_a_choice"),
        ({"shipping_policy": "whatever"}, "/shipping_policy", "not_a_choice"),
        ({"ship_by": "tomorrow"}, "/ship_by", "wrong_format"),
        ({"lines": []}, "/lines", "too_short"),
        ({"lines": {}}, "/lines", "wrong_type"),
        ({"lines": [line(quantity=0)]}, "/lines/0/quantity", "too_small"),
        ({"lines": [line(quantity="5")]}, "/lines/0/quantity", "wrong_type"),
        ({"lines": [line(quantity=1.5)]}, "/lines/0/quantity", "wrong_type"),
        ({"lines": [line(quantity=True)]}, "/lines/0/quantity", "wrong_type"),
        ({"lines": [line(quantity=10**30)]}, "/lines/0/quantity", "too_large"),
        ({"lines": [line(line_no=0)]}, "/lines/0/line_no", "too_small"),
        ({"lines": [line(sku="../x")]}, "/lines/0", "invalid_value"),
        ({"lines": [line(colour="red")]}, "/lines/0/colour", "unknown_field"),
        ({"lines": [line(), line()]}, "", "invalid_value"),
        (
            {"lines": [line(unit_price={"amount": 12.5, "currency": "GBP"})]},
            "/lines/0/unit_price/amount",
            "wrong_type",
        ),
        (
            {"lines": [line(unit_price={"amount": "-1", "currency": "GBP"})]},
            "/lines/0/unit_price",
            "invalid_value",
        ),
        (
            {"lines": [line(unit_price={"amount": "1", "currency": "pounds"})]},
            "/lines/0/unit_price",
            "invalid_value",
        ),
        ({"shipping_address": address(country="gb")}, "/shipping_address", "invalid_value"),
        ({"shipping_address": address(city="")}, "/shipping_address/city", "too_short"),
        ({"shipping_address": address(planet="X")}, "/shipping_address/planet", "unknown_field"),
        ({"status": "completed"}, "/status", "unknown_field"),
        ({"external_ref": "a\0b"}, "/external_ref", "invalid_value"),
    ],
)
def test_refuses_a_malformed_body_and_points_at_the_fault(api, change, pointer, code):
    answer = api.post(URL, body(**change))

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        (pointer, code)
    ]
    assert (Order.objects.count(), OrdersOutbox.objects.count()) == (0, 0)


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", '"text"', "\udcff", "[" * 5000])
def test_refuses_what_is_no_order_at_all(api, raw):
    answer = api.send(URL, raw.encode("utf-8", "surrogateescape"))

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert Order.objects.count() == 0


def test_points_at_all_faults_at_once(api):
    wrong = body(customer_id="", priority="urgent", lines=[line(quantity=0)])
    del wrong["shipping_address"]["city"]

    faults = api.post(URL, wrong).json()["errors"]

    assert {fault["pointer"] for fault in faults} == {
        "/customer_id",
        "/priority",
        "/shipping_address/city",
        "/lines/0/quantity",
    }


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"ship_by": "2020-01-01"}, 422, "invalid_order"),
        (
            {
                "lines": [
                    line(),
                    line(line_no=2, unit_price={"amount": "1", "currency": "EUR"}),
                ]
            },
            422,
            "invalid_order",
        ),
        ({"warehouse": "NOWHERE"}, 422, "unknown_warehouse"),
    ],
)
def test_refuses_an_order_that_contradicts_itself(api, change, status, code):
    answer = api.post(URL, body(**change))

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (Order.objects.count(), OrdersOutbox.objects.count()) == (0, 0)


def test_names_the_order_that_has_the_reference(api):
    first = api.post(URL, body()).json()

    answer = api.post(URL, body())

    assert (answer.status_code, answer.json()["code"]) == (409, "duplicate_external_ref")
    assert first["number"] in answer.json()["detail"]
    assert OrdersOutbox.objects.count() == 1


def test_a_repeat_with_the_same_key_gets_the_first_answer(api):
    first = api.post(URL, body(), Idempotency_Key="k-1")
    again = api.post(URL, body(), Idempotency_Key="k-1")
    other = api.post(URL, body(external_ref="WEB-2"), Idempotency_Key="k-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Location"] == first.headers["Location"]
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert (Order.objects.count(), OrdersOutbox.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_with_one_key_make_one_order(api):
    def attempt(_):
        try:
            return api.post(URL, body(), Idempotency_Key="k-1")
        finally:
            connection.close()

    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(attempt, range(50)))

    made = [answer.json()["order_id"] for answer in answers if answer.status_code == 201]
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    assert len(made) >= 1
    assert len(set(made)) == 1
    assert refused <= {"request_in_flight"}
    assert (Order.objects.count(), OrderHistory.objects.count()) == (1, 1)
    assert OrdersOutbox.objects.count() == 1


def test_shows_what_happened(api):
    order = api.post(URL, body()).json()
    orders.record_progress(RecordProgress(order_id=order["order_id"], milestone=Milestone.RESERVED))

    history = api.get(f"{URL}/{order['order_id']}/history").json()

    assert [(each["sequence"], each["what"], each["status"]) for each in history["results"]] == [
        (1, "received", "received"),
        (2, "validated", "validated"),
        (3, "reserved", "reserved"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["WEB-3", "WEB-2", "WEB-1"]),
        ({"status": "reserved"}, ["WEB-1"]),
        ({"priority": "standard"}, ["WEB-3"]),
        ({"external_ref": "WEB-2"}, ["WEB-2"]),
        ({"customer_id": "C-2"}, ["WEB-3", "WEB-2"]),
        ({"customer_id": "C-2", "priority": "same_day"}, ["WEB-2"]),
        (
            {"received_from": (datetime.now(UTC) - timedelta(days=1)).isoformat()},
            ["WEB-3", "WEB-2", "WEB-1"],
        ),
        ({"received_before": "2020-01-01T00:00:00Z"}, []),
    ],
)
def test_lists_what_matches_newest_first(api, query, found):
    first = api.post(URL, body()).json()
    api.post(URL, body(external_ref="WEB-2", customer_id="C-2"))
    api.post(URL, body(external_ref="WEB-3", customer_id="C-2", priority="standard"))
    orders.record_progress(RecordProgress(order_id=first["order_id"], milestone=Milestone.RESERVED))

    page = api.get(URL, query).json()

    assert [order["external_ref"] for order in page["results"]] == found
    assert (page["next"], page["previous"]) == (None, None)


def test_turns_pages(api):
    for number in range(5):
        api.post(URL, body(external_ref=f"WEB-{number}"))

    first = api.get(URL, {"limit": 2}).json()
    second = api.get(first["next"]).json()
    back = api.get(second["previous"]).json()

    assert [order["external_ref"] for order in first["results"]] == ["WEB-4", "WEB-3"]
    assert [order["external_ref"] for order in second["results"]] == ["WEB-2", "WEB-1"]
    assert back["results"] == first["results"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"status": "lost"}, "invalid"),
        ({"colour": "red"}, "invalid"),
        ({"limit": "0"}, "invalid"),
        ({"received_from": "yesterday"}, "invalid"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
    ],
)
def test_refuses_a_list_that_cannot_be(api, query, code):
    answer = api.get(URL, query)

    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_another_client_sees_nothing_of_it(api):
    order = api.post(URL, body()).json()
    make_site(client="other")
    stranger = Api("integrator", client="other")

    assert stranger.get(f"{URL}/{order['order_id']}").status_code == 404
    assert stranger.get(f"{URL}/{order['order_id']}/history").status_code == 404
    assert stranger.get(URL).json()["results"] == []


def test_knows_no_order_that_was_not_received(api):
    for url in (f"{URL}/{uuid4()}", f"{URL}/{uuid4()}/history"):
        answer = api.get(url)
        assert (answer.status_code, answer.json()["code"]) == (404, "order_not_found")


def test_who_may_only_look_takes_nothing_in(api):
    answer = Api("viewer").post(URL, body())

    assert (answer.status_code, Order.objects.count()) == (403, 0)


def test_nobody_without_a_token_is_answered(api, client):
    assert client.get(URL).status_code == 401
    assert client.post(URL, body(), "application/json").status_code == 401
    assert Order.objects.count() == 0
