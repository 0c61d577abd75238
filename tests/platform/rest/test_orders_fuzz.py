"""Whatever is sent to ``POST /orders``, the answer is an order or a problem."""

import copy
import json
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from tests.support.api import Api, make_site

pytestmark = pytest.mark.slow

URL = "/api/v1/orders"
NUMBERS = count()
VALID = {
    "external_ref": "shop-1",
    "customer_id": "c-1",
    "priority": "next_day",
    "shipping_policy": "ship_complete",
    "ship_by": "2026-12-01",
    "warehouse": "LON1",
    "shipping_address": {
        "name": "Ada",
        "line1": "1 Street",
        "line2": "",
        "city": "London",
        "region": "",
        "postal_code": "N1",
        "country": "GB",
        "phone": "",
        "email": "",
    },
    "lines": [
        {
            "line_no": 1,
            "sku": "A-1",
            "quantity": 2,
            "unit_price": {"amount": "2.50", "currency": "GBP"},
        }
    ],
}


def paths_in(value, path=()):
    yield path
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in inside:
            yield from paths_in(each, (*path, key))


def replaced(body, path, value):
    if not path:
        return value
    changed = copy.deepcopy(body)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


ODD_TEXT = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["\0", "a\0b", "'; DROP TABLE orders; --", "٣", "\u202e", "1e999", "-0", "NaN"]
    ),
    st.sampled_from(["0000-00-00", "9999-12-31", "0001-01-01", "2026-02-30", "GBP", "1" * 400]),
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([2**31, 2**63, -(2**63) - 1, 10**400, 0, -1]),
    st.floats(),
    ODD_TEXT,
)
JSON = st.recursive(
    LEAVES,
    lambda inside: st.one_of(
        st.lists(inside, max_size=5), st.dictionaries(ODD_TEXT, inside, max_size=5)
    ),
    max_leaves=10,
)
BODIES = st.builds(replaced, st.just(VALID), st.sampled_from(list(paths_in(VALID))), JSON)


@pytest.fixture
def api(db):
    make_site()
    return Api("integrator")


def check(answer):
    if answer.status_code == 201:
        assert answer.headers["Content-Type"] == "application/json"
        return
    assert 400 <= answer.status_code < 500, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"]


def test_the_unchanged_body_is_an_order(api):
    assert api.post(URL, VALID).status_code == 201


@given(body=BODIES)
@limits(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_body_breaks_it(api, body):
    if isinstance(body, dict) and body.get("external_ref") == "shop-1":
        body = {**body, "external_ref": f"shop-{next(NUMBERS)}-x"}

    check(api.send(URL, json.dumps(body)))


@given(raw=st.binary(max_size=300))
@example(raw=b"")
@example(raw=b"\xef\xbb\xbf{}")
@example(raw=b"{}" * 1000)
@limits(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_bytes_break_it(api, raw):
    check(api.send(URL, raw))


@given(query=st.dictionaries(ODD_TEXT, ODD_TEXT, max_size=4), known=ODD_TEXT)
@limits(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_query_breaks_the_list(api, query, known):
    for name in ("status", "cursor", "limit", "priority", "external_ref"):
        answer = api.get(URL, {**query, name: known})
        assert answer.status_code < 500, (name, answer.content)


@pytest.mark.parametrize("order_id", ["x", "0" * 32, "%00", "..%2f..", "null", "'"])
def test_no_id_breaks_it(api, order_id):
    assert api.get(f"{URL}/{order_id}").status_code == 404
