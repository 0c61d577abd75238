"""What every list and every answer can be asked for: fields, an order, a table, a wait, a rate."""

import csv
import io
import time
from datetime import UTC, datetime
from threading import BoundedSemaphore
from uuid import UUID

import pytest

from tests.orders.bodies import BODY
from tests.support.api import Api, make_site
from wms.kernel.ids import OrderId
from wms.orders.contracts import RequestCancellation
from wms.orders.rest.views import OneOrder
from wms.orders.services.request_cancellation import request_cancellation
from wms.platform.rest import waits
from wms.platform.rest.deprecations import Deprecation

URL = "/api/v1/orders"


@pytest.fixture
def site(db):
    return make_site()


@pytest.fixture
def api(site):
    return Api("supervisor")


@pytest.fixture
def orders(api):
    return [
        api.post(URL, BODY | {"external_ref": ref}).json() for ref in ("ref-1", "=ref-2", "ref-3")
    ]


def refs(answer):
    return [each["external_ref"] for each in answer.json()["results"]]


def test_only_the_fields_that_are_asked_for_are_given(api, orders):
    listed = api.get(URL, {"fields": "number, status", "limit": 1}).json()["results"]
    one = api.get(f"{URL}/{orders[0]['order_id']}", {"fields": "external_ref"})

    assert listed == [{"number": orders[2]["number"], "status": "received"}]
    assert one.json() == {"external_ref": "ref-1"}
    assert one.headers["ETag"] != api.get(f"{URL}/{orders[0]['order_id']}").headers["ETag"]


@pytest.mark.usefixtures("orders")
def test_a_field_that_there_is_not_is_refused(api):
    answer = api.get(URL, {"fields": "number,colour"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/fields")
    assert answer.json()["errors"][0]["detail"].startswith("There is no colour; there are: ")


@pytest.mark.usefixtures("orders")
def test_a_list_goes_up_or_down_there_and_back(api):
    first = api.get(URL, {"sort": "created_at", "limit": 2})
    second = api.get(first.json()["next"])

    assert (refs(first), refs(second)) == (["ref-1", "=ref-2"], ["ref-3"])
    assert refs(api.get(second.json()["previous"])) == ["ref-1", "=ref-2"]
    assert refs(api.get(URL, {"sort": "-created_at"})) == ["ref-3", "=ref-2", "ref-1"]
    assert api.get(URL, {"sort": "colour"}).json()["errors"][0]["pointer"] == "/sort"


@pytest.mark.usefixtures("orders")
def test_several_values_are_asked_for_at_once(api):
    both = {"status": ["received", "picked"], "priority": ["same_day", "next_day", "standard"]}

    assert len(refs(api.get(URL, both))) == 3
    assert refs(api.get(URL, {"status": ["picked", "packed"]})) == []


def test_a_thing_is_looked_up_by_its_number(api, orders):
    number = orders[1]["number"]

    assert refs(api.get(URL, {"number": number.lower()})) == ["=ref-2"]
    assert refs(api.get(URL, {"number": "O-999999"})) == []


@pytest.mark.usefixtures("orders")
def test_all_of_a_list_is_given_as_a_table(api):
    query = {"format": "csv", "limit": 1, "sort": "created_at", "fields": "external_ref,status"}

    table = api.get(URL, query)

    assert table.headers["Content-Disposition"] == 'attachment; filename="orders.csv"'
    rows = list(csv.reader(io.StringIO(b"".join(table.streaming_content).decode())))
    assert rows[0] == ["external_ref", "status"]
    assert [row[0] for row in rows[1:]] == ["ref-1", "'=ref-2", "ref-3"]
    by_header = api.get(URL, Accept="text/csv")
    assert b"".join(by_header.streaming_content).count(b"\r\n") == 4
    assert api.get(URL, {"format": "csv", "status": "lost"}).status_code == 400


@pytest.mark.usefixtures("orders")
def test_few_tables_are_made_at_once(api, monkeypatch):
    monkeypatch.setattr(waits, "_table_seats", BoundedSemaphore(1))
    first = api.get(URL, {"format": "csv"})

    second = api.get(URL, {"format": "csv"})
    refused = api.get("/api/v1/reports/movements")

    assert [each.status_code for each in (first, second, refused)] == [200, 503, 503]
    assert int(second.headers["Retry-After"]) >= 1
    assert b"".join(first.streaming_content).count(b"\r\n") == 4
    assert api.get(URL, {"format": "csv", "status": "lost"}).status_code == 400
    assert api.get(URL, {"format": "csv"}).status_code == 200


def test_a_change_is_waited_for(api, orders, monkeypatch):
    monkeypatch.setattr(waits, "PAUSES", (0.01, 0.02))
    order = f"{URL}/{orders[0]['order_id']}"
    etag = api.get(order).headers["ETag"]
    asked = RequestCancellation(
        order_id=OrderId(UUID(orders[0]["order_id"])), reason="twice", actor="user:1"
    )
    monkeypatch.setattr(time, "sleep", lambda _seconds: request_cancellation(asked))

    changed = api.get(order, If_None_Match=etag, Prefer="respond-async, wait=10")

    assert (changed.status_code, changed.json()["status"]) == (200, "cancelling")
    assert changed.headers["Preference-Applied"] == "wait=10"


def test_who_waits_in_vain_is_answered_when_the_time_is_over(api, orders, monkeypatch):
    slept: list[float] = []
    clock = iter([0.0, 1.0, 2.0, 21.0, 22.0])
    monkeypatch.setattr(waits, "clock", lambda: next(clock))
    monkeypatch.setattr(time, "sleep", slept.append)
    order = f"{URL}/{orders[0]['order_id']}"
    etag = api.get(order).headers["ETag"]

    answer = api.get(order, If_None_Match=etag, Prefer="wait=600")

    assert (answer.status_code, answer.headers["Preference-Applied"]) == (304, "wait=20")
    assert len(slept) == 2


def test_nobody_waits_when_many_do(api, orders, monkeypatch):
    order = f"{URL}/{orders[0]['order_id']}"
    etag = api.get(order).headers["ETag"]
    monkeypatch.setattr(waits, "_seats", BoundedSemaphore(1))

    with waits.seat(wanted=True) as has_seat:
        answer = api.get(order, If_None_Match=etag, Prefer="wait=10")

    assert has_seat
    assert (answer.status_code, "Preference-Applied" in answer.headers) == (304, False)


def test_a_token_that_asks_too_often_is_refused(site, cache, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    api, other = Api("supervisor"), Api("supervisor", name="second")

    answers = [api.get(URL) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert [each.headers["RateLimit-Remaining"] for each in answers] == ["1", "0", "0"]
    assert {each.headers["RateLimit-Limit"] for each in answers} == {"2"}
    refused = answers[2]
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Reset"] == refused.headers["Retry-After"]
    assert refused.json()["code"] == "throttled"
    assert other.get(URL).status_code == 200
    settings.CACHE_URL = "redis://127.0.0.1:1/0"
    assert api.get(URL).status_code == 200


def test_an_address_that_goes_says_so(api, orders, monkeypatch):
    going = Deprecation(
        since=datetime(2026, 1, 1, tzinfo=UTC),
        until=datetime(2027, 1, 1, tzinfo=UTC),
        instead="/api/v2/orders",
    )
    monkeypatch.setattr(OneOrder, "deprecated", going)

    answer = api.get(f"{URL}/{orders[0]['order_id']}")

    assert answer.headers["Deprecation"] == "@1767225600"
    assert answer.headers["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert answer.headers["Link"] == '</api/v2/orders>; rel="successor-version"'
    schema = api.get("/api/schema", {"format": "json"}).json()
    assert schema["paths"]["/api/v1/orders/{order_id}"]["get"]["deprecated"] is True
    assert "deprecated" not in schema["paths"]["/api/v1/orders"]["get"]
