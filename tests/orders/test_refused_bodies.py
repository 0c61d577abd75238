"""Bodies that are no order, or none that can be."""

import pytest

from tests.orders.bodies import URL, address, body, line
from wms.orders.models import Order, OrdersOutbox

pytestmark = pytest.mark.django_db


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
