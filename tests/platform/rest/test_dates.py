"""Dates and instants: only what is written as one is one, in queries and in bodies."""

import json
from datetime import UTC, datetime

import pytest

from tests.platform.rest.sample import NewThing
from tests.platform.rest.test_every_address import SOME_ID
from tests.support.api import Api, make_site
from wms.orders.contracts import NewOrder
from wms.platform.rest.encoding import parse
from wms.platform.rest.faults import InvalidRequest

NO_DATES = ["0", "0.5", "-1", "1767225600", "20260101", "1e9", "\u0662\u0660\u0662\u0666-01-01", ""]


@pytest.fixture
def anybody(db, settings):
    make_site()
    settings.ROLES = {"all": tuple(scope for scopes in settings.ROLES.values() for scope in scopes)}
    return Api("all", building=True)


def timed_queries(api):
    """Return every address that can be asked by date or instant, with the parameter."""
    schema = api.get("/api/schema", {"format": "json"}).json()
    for path, methods in schema["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", ()):
            if '"format": "date' in json.dumps(parameter["schema"]):
                yield path, parameter["name"]


def test_a_number_is_no_date_at_any_address(anybody):
    asked = list(timed_queries(anybody))
    assert {name for _, name in asked} >= {"as_of", "received_from", "received_before", "since"}

    for path, name in asked:
        for word in NO_DATES:
            answer = anybody.get(path.replace("{", "").replace("}", ""), {name: word})
            if "{" in path:
                answer = anybody.get(path.split("{")[0] + SOME_ID, {name: word})
            assert answer.status_code == 400, (path, name, word)
            (error,) = answer.json()["errors"]
            assert (error["pointer"], error["code"]) == (f"/{name}", "wrong_format")
            assert "written like 2026-01-31" in error["detail"]


def test_what_is_written_as_an_instant_is_one(anybody):
    for word in ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.25+01:00", "2026-01-31 12:00:00Z"):
        assert anybody.get("/api/v1/orders", {"received_from": word}).status_code == 200


@pytest.mark.parametrize("word", NO_DATES)
def test_a_number_is_no_date_in_a_body(word):
    thing = {"name": "a", "parts": [{"label": "x", "weight": 4, "made_at": word}]}
    with pytest.raises(InvalidRequest) as of_instant:
        parse(NewThing, json.dumps(thing).encode())
    with pytest.raises(InvalidRequest) as of_date:
        parse(NewOrder, json.dumps({"ship_by": word}).encode())

    assert ("/parts/0/made_at", "wrong_format") in found(of_instant)
    assert ("/ship_by", "wrong_format") in found(of_date)


def found(refused):
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


def test_a_date_of_a_body_is_read():
    thing = {"name": "a", "parts": [{"label": "x", "weight": 4, "made_at": "2026-01-31T12:00:00Z"}]}

    (part,) = parse(NewThing, json.dumps(thing).encode()).parts

    assert part.made_at == datetime(2026, 1, 31, 12, tzinfo=UTC)


def test_a_day_that_is_not_in_the_calendar_is_no_date():
    with pytest.raises(InvalidRequest) as refused:
        parse(NewOrder, b'{"ship_by": "2026-02-30"}')

    assert ("/ship_by", "wrong_format") in found(refused)
