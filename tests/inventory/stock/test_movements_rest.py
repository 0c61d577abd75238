"""The ledger and the past of stock over HTTP."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from tests.support.api import Api, make_site

pytestmark = pytest.mark.django_db
MOVEMENTS = "/api/v1/movements"


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
