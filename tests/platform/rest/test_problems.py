"""Every refusal is a problem document, whoever refuses."""

import pytest

from tests.support.api import Api


@pytest.mark.parametrize(
    ("what", "status", "code"),
    [
        ("missing", 404, "not_found"),
        ("conflict", 409, "conflict"),
        ("heavy", 422, "too_heavy"),
        ("data", 400, "invalid"),
        ("away", 503, "unavailable"),
        ("silent", 503, "unavailable"),
        ("broken", 500, "internal"),
    ],
)
def test_what_a_view_raises_becomes_a_problem(api, what, status, code):
    answer = api.get(f"/api/v1/failing/{what}")

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["request_id"] == answer.headers["X-Request-ID"]


def test_an_error_shows_nothing_of_the_inside(api):
    assert b"12345" not in api.get("/api/v1/failing/broken").content


def test_a_path_that_is_not_there(api):
    answer = api.get("/api/v1/nowhere")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/", "/api/v2/orders", "/api/v1/things/"])
def test_a_stranger_learns_nothing_of_paths(client, site, sample, path):
    answer = client.get(path)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_a_method_that_is_not_there(api):
    answer = api.send("/api/v1/whoami", b"{}")

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


def test_an_answer_nobody_can_give(api):
    answer = api.get("/api/v1/things", Accept="image/png")

    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


@pytest.mark.parametrize(
    ("place", "ask"),
    [
        ("body", lambda api: api.post("/api/v1/things", {"colour": "red"})),
        ("query", lambda api: api.get("/api/v1/things", {"colour": "red"})),
        ("query", lambda api: api.get("/api/v1/things", {"limit": "0"})),
    ],
)
def test_a_fault_says_which_part_of_the_request_it_is_in(api, place, ask):
    answer = ask(api)

    assert answer.status_code == 400
    assert {error["place"] for error in answer.json()["errors"]} == {place}


def test_a_host_that_is_not_ours(api):
    answer = api.get("/api/v1/things", Host="evil.example")

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_a_missing_scope(site, sample):
    answer = Api("viewer").post("/api/v1/things", {})

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "٣", "1.0", "9" * 5000])
def test_limits_of_a_page(api, limit):
    answer = api.get("/api/v1/things", {"limit": limit})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/limit"


@pytest.mark.parametrize("cursor", ["x", "AAAA", "%%%", "ü" * 20, "PgAAAA", "-" * 23])
def test_a_cursor_of_somebody_elses(api, cursor):
    answer = api.get("/api/v1/things", {"cursor": cursor})

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ({"colour": "red"}, "/colour", "unknown_field"),
        ({"at_least": "many"}, "/at_least", "wrong_format"),
        ({"at_least": ["1", "2"]}, "/at_least", "repeated"),
        ({"since": "2026-01-01T00:00:00"}, "/since", "no_time_zone"),
        ({"name": "a\0b"}, "/name/0", "invalid_value"),
        ({"at_least": "9" * 30}, "/at_least", "too_large"),
    ],
)
def test_query_parameters_are_checked_like_bodies(api, query, pointer, code):
    answer = api.get("/api/v1/things", query)

    assert answer.status_code == 400
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        (pointer, code)
    ]
