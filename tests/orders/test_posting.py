"""Orders taken in over HTTP."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.orders.bodies import URL, body
from tests.support.api import Api
from wms.orders.models import Order, OrderHistory, OrdersOutbox

pytestmark = pytest.mark.django_db


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
            connections.close_all()

    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(attempt, range(50)))

    made = [answer.json()["order_id"] for answer in answers if answer.status_code == 201]
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    assert len(made) >= 1
    assert len(set(made)) == 1
    assert refused <= {"request_in_flight"}
    assert (Order.objects.count(), OrderHistory.objects.count()) == (1, 1)
    assert OrdersOutbox.objects.count() == 1


def test_who_may_only_look_takes_nothing_in(api):
    answer = Api("viewer").post(URL, body())

    assert (answer.status_code, Order.objects.count()) == (403, 0)


def test_nobody_without_a_token_is_answered(api, client):
    assert client.get(URL).status_code == 401
    assert client.post(URL, body(), "application/json").status_code == 401
    assert Order.objects.count() == 0
