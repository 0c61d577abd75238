"""Addresses that want no body refuse one: whoever sends something means something by it."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests.platform.rest.test_bad_input_everywhere import everything, filled, routes
from wms.platform.tenancy.models import Client

__all__ = ["everything"]

pytestmark = pytest.mark.django_db
URL = "/api/v1/resets"
NOTHING = [b"", b" \n", b"null", b"{}", b" { } "]
MAX_BYTES = 1_000


@pytest.fixture(scope="module")
def described():
    written = StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=written)
    return json.loads(written.getvalue())["paths"]


def changing(described):
    """Yield each method and path that changes something, and whether it is said to take a body."""
    for method in ("post", "put", "patch", "delete"):
        for route in routes(method):
            path = filled(route, "x")
            shown = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", route)
            yield method.upper(), path, "requestBody" in described[shown][method]


def faults(answer):
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize("raw", NOTHING)
def test_what_libraries_send_for_nothing_is_nothing(api, raw):
    assert api.send(URL, raw).status_code == 200
    assert Client.objects.filter(code="reset").exists()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"worker":"bob","a/b":1}', [("/worker", "unknown_field"), ("/a~1b", "unknown_field")]),
        (b"{", [("", "malformed_json")]),
        (b"nonsense", [("", "malformed_json")]),
        (b"\xff", [("", "malformed_json")]),
        (b"[]", [("", "wrong_type")]),
        (b"0", [("", "wrong_type")]),
        (b'""', [("", "wrong_type")]),
    ],
)
def test_anything_else_is_refused_and_nothing_happens(api, raw, expected):
    answer = api.send(URL, raw, Idempotency_Key="k1")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert faults(answer) == expected
    assert not Client.objects.filter(code="reset").exists()
    assert api.send(URL, b"", Idempotency_Key="k1").status_code == 200


def test_it_is_refused_as_elsewhere_when_it_is_no_json_or_too_big(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BYTES

    form = api.send(URL, b"worker=bob", "application/x-www-form-urlencoded")
    big = api.send(URL, b" " * (MAX_BYTES + 1))

    assert (form.status_code, form.json()["code"]) == (415, "unsupported_media_type")
    assert (big.status_code, big.json()["code"]) == (413, "too_large")
    assert not Client.objects.filter(code="reset").exists()


def test_a_method_that_describes_nothing_takes_nothing(api):
    assert faults(api.send("/api/v1/undescribed", b'{"a":1}')) == [("/a", "unknown_field")]
    assert api.send("/api/v1/undescribed", b"{}").status_code == 200


def test_an_address_that_does_not_exist_is_refused_before_its_body(api):
    assert api.send("/api/v1/whoami", b"{").status_code == 405
    assert api.send("/api/v1/nowhere", b"{").status_code == 404


def test_no_address_takes_what_it_does_not_know(everything, described):
    for method, path, _ in changing(described):
        answer = everything.generic(method, path, b'{"nonsense":1}', "application/json")
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid"), path
        assert ("/nonsense", "unknown_field") in faults(answer), path


@pytest.mark.parametrize("raw", [b"{", b"nonsense", b"[]"])
def test_no_address_takes_what_is_no_object(everything, described, raw):
    for method, path, _ in changing(described):
        answer = everything.generic(method, path, raw, "application/json")
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid"), path


def test_no_address_takes_what_is_too_big(everything, described, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BYTES
    for method, path, _ in changing(described):
        answer = everything.generic(method, path, b" " * (MAX_BYTES + 1), "application/json")
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large"), path


@pytest.mark.parametrize("raw", NOTHING)
def test_every_address_without_a_body_takes_nothing(everything, described, raw):
    bare = [(method, path) for method, path, has_body in changing(described) if not has_body]
    assert bare
    for method, path in bare:
        answer = everything.generic(method, path, raw, "application/json")
        assert answer.json()["code"] != "invalid", path
