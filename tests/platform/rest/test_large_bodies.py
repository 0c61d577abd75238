"""Large bodies: how far they are read, and what is said about them."""

import json
from typing import Any

import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import from_json

from tests.platform.rest.sample import NewThing
from tests.platform.rest.test_every_address import addresses
from wms.orders.contracts import NewOrder
from wms.picking.contracts import NewPicks
from wms.platform.rest.bodies import contract_of
from wms.platform.rest.encoding import parse
from wms.platform.rest.faults import InvalidRequest, details_of, faults_of
from wms.platform.rest.limits import limit_of
from wms.platform.rest.pieces import details_in
from wms.platform.rest.readers import reader_of
from wms.platform.tenancy.models import Client

URL = "/api/v1/things"
GOOD = {"name": "chair", "parts": [{"label": "leg", "weight": 4}]}
ORDER = {
    "external_ref": "A-1",
    "customer_id": "C-1",
    "shipping_address": {
        "name": "Ada",
        "line1": "1 Lane",
        "city": "London",
        "postal_code": "N1",
        "country": "GB",
    },
}


def lines(count):
    return [{"line_no": number, "sku": "A", "quantity": 1} for number in range(1, count + 1)]


def faults(contract, document):
    with pytest.raises(InvalidRequest) as refused:
        parse(contract, document if isinstance(document, bytes) else json.dumps(document).encode())
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_the_length_of_a_list_is_checked_before_its_items():
    assert faults(NewPicks, {"picks": [{}] * 200_000}) == [("/picks", "too_long")]


def test_a_fault_before_a_list_that_is_too_long_is_reported_with_it():
    document = {"colour": "red", "picks": [{}] * 200_000}

    assert faults(NewPicks, document) == [("/colour", "unknown_field"), ("/picks", "too_long")]


@pytest.mark.parametrize("unit", ['"%d":0', '"line_no":%d'])
def test_unknown_names_are_reported_a_hundred_times(unit):
    raw = "{" + ",".join(unit % number for number in range(100_000, 200_000)) + "}"

    found = faults(NewOrder, raw.encode())

    assert len(found) == 100
    assert {code for _pointer, code in found} <= {"unknown_field", "repeated"}


def test_repeats_in_one_list_are_reported_a_hundred_times():
    raw = b'{"picks":[' + b",".join([b'{"sku":"A","sku":"A"}'] * 490) + b"]}"

    found = faults(NewPicks, raw)

    assert len(found) == 100
    assert found[0] == ("/picks/0/allocation_id", "required")


def test_a_list_where_a_word_should_be_is_not_gone_into():
    document = {**ORDER, "customer_id": [[0]] * 100_000, "lines": lines(1)}

    assert faults(NewOrder, document) == [("/customer_id", "wrong_type")]


def test_the_last_line_of_the_longest_order_is_looked_at():
    document = {**ORDER, "lines": lines(2000)}
    document["lines"][1999]["quantity"] = 0

    assert faults(NewOrder, document) == [("/lines/1999/quantity", "too_small")]


def test_the_longest_order_is_read_however_it_is_written():
    raw = json.dumps({**ORDER, "lines": lines(2000)}, indent=8).encode()

    assert len(raw) < limit_of(NewOrder)
    assert len(parse(NewOrder, raw).lines) == 2000


def test_commas_in_words_are_no_parts():
    document = {**ORDER, "customer_id": "{[," * 50_000, "lines": lines(1)}

    assert faults(NewOrder, document) == [("/customer_id", "too_long")]


def test_the_first_hundred_of_many_faults_are_those_of_the_first_items():
    document = {**ORDER, "lines": lines(2000)}
    for line in document["lines"][500:]:
        line["quantity"] = 0

    found = faults(NewOrder, document)

    assert found == [(f"/lines/{number}/quantity", "too_small") for number in range(500, 600)]


PARTS: st.SearchStrategy[Any] = st.one_of(
    st.fixed_dictionaries({"label": st.just("leg"), "weight": st.integers(1, 9)}),
    st.fixed_dictionaries(
        {},
        optional={
            "label": st.sampled_from(["", "leg", "cursed", 3]),
            "weight": st.sampled_from([0, 1, "4", None, 10_000]),
            "made_at": st.sampled_from([None, "0", "yesterday", "2026-01-01T00:00:00Z"]),
            "colour": st.just("red"),
        },
    ),
    st.sampled_from([None, 1, "x", []]),
)


@given(
    parts=st.lists(PARTS, min_size=1, max_size=49),
    count=st.sampled_from([1, "1", None]),
    name=PARTS,
)
def test_piece_by_piece_the_same_is_found_as_at_once(parts, count, name):
    document = {"name": name, "parts": parts, "count": count}
    raw = json.dumps(document).encode()
    try:
        reader_of(NewThing).validator.validate_json(raw, strict=True, extra="forbid")
    except ValidationError as error:
        at_once = {(each.pointer, each.code) for each in faults_of(details_of(error))}
    else:
        at_once = set()

    pieces = faults_of(list(details_in(NewThing, from_json(raw))))

    assert {(each.pointer, each.code) for each in pieces} == at_once


def test_an_address_takes_no_body_longer_than_what_it_wants(api):
    limit = limit_of(NewThing)
    spaces = b" " * (limit - len(json.dumps(GOOD)))

    longest = api.send(URL, json.dumps(GOOD).encode() + spaces)
    longer = api.send(URL, json.dumps({**GOOD, "name": "table"}).encode() + spaces + b" ")

    assert longest.status_code == 201
    assert longer.status_code == 413
    assert longer.json()["code"] == "too_large"
    assert longer.json()["detail"] == f"At most {limit} bytes."
    assert not Client.objects.filter(code="table").exists()


def test_where_no_body_is_wanted_none_is_read_that_is_long(api):
    answer = api.send("/api/v1/resets", b" " * 20_000)

    assert answer.status_code == 413
    assert not Client.objects.filter(code="reset").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/api/v1/nowhere", "/health/live"])
def test_no_address_takes_a_body_without_end(client, settings, path):
    settings.MAX_FORM_BYTES = 1_000
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"x" * 1_000

    answer = client.post(path, body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 413


def test_a_name_that_the_sender_made_up_comes_back_cut():
    ((pointer, code),) = faults(NewPicks, {"picks": [], "x" * 10_000: 1})[1:]

    assert code == "unknown_field"
    assert len(pointer) == 102


def unbounded(schema, path=""):
    """Yield where a JSON schema says of a list or of words no length."""
    if isinstance(schema, list):
        for each in schema:
            yield from unbounded(each, path)
    if not isinstance(schema, dict):
        return
    is_word = schema.get("type") == "string" and not schema.keys() & {"format", "enum", "const"}
    if (is_word and "maxLength" not in schema) or (
        schema.get("type") == "array" and "maxItems" not in schema
    ):
        yield path
    for name, inside in schema.items():
        yield from unbounded(inside, f"{path}/{name}")


def test_whatever_a_body_holds_has_a_length():
    found = {}
    for route, pattern in addresses(get_resolver().url_patterns):
        for method in ("post", "put", "patch", "delete"):
            handler = getattr(getattr(pattern.callback, "view_class", None), method, None)
            if handler is None or not route.startswith("api/v1/"):
                continue
            found[route] = list(unbounded(reader_of(contract_of(handler)).shape.schema))

    assert len(found) > 40
    assert {route: paths for route, paths in found.items() if paths} == {}
