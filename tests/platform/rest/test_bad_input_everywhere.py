"""Bad input at every address of the product: refused with a code, never a failure."""

import json
import re

import pytest
from django.test import Client as Browser
from django.urls import get_resolver

from tests.platform.rest.test_every_address import SOME_ID, addresses
from tests.support.api import Api, make_site

pytestmark = pytest.mark.django_db
ODD_WORDS = [
    "%00",
    "a%00b",
    "%F0%9F%A6%A9",
    "'",
    "x" * 2000,
    "%2e%2e",
    "NaN",
    "9" * 40,
    "%ED%A0%80",
]
ODD_BODIES = [
    *(b"", b"{", b"{}", b"[]", b"null", b'"x"', b"1e999", b"[[]]", b'{"a": 1}', b"\xff"),
    json.dumps({"reason": "\0", "lines": [], "picks": [], "order_ids": [None]}).encode(),
    json.dumps({"reason": "x" * 100_000}).encode(),
    json.dumps({"quantity": 10**40, "sku": "\0", "location": "\0"}).encode(),
]


@pytest.fixture
def everything(settings):
    """Speak as somebody with every scope."""
    make_site()
    settings.ROLES = {"all": tuple(scope for scopes in settings.ROLES.values() for scope in scopes)}
    return Browser(headers={"Authorization": f"Bearer {Api('all').token}"})


def routes(method):
    for route, pattern in addresses(get_resolver().url_patterns):
        if route.startswith("api/v1/") and hasattr(pattern.callback.view_class, method):
            yield route


def filled(route, word):
    ids = re.sub(r"<uuid:\w+>", SOME_ID, route)
    return "/" + re.sub(r"<(?:\w+:)?\w+>", word, ids)


@pytest.mark.parametrize("method", ["get", "post"])
def test_there_are_addresses_to_try(method):
    assert len(list(routes(method))) > 10


def check(answer, about):
    assert answer.status_code < 500, (about, answer.content)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json", about
        assert answer.json()["code"], about


@pytest.mark.parametrize("word", ODD_WORDS)
def test_words_in_paths_and_queries(everything, word):
    for route in routes("get"):
        path = filled(route, word)
        check(everything.get(path), path)
        for name in ("status", "sku", "cursor", "limit", "warehouse", "order_id", "q", "location"):
            check(everything.get(f"{path}?{name}={word}"), f"{path}?{name}={word}")


@pytest.mark.parametrize("body", ODD_BODIES)
def test_bodies(everything, body):
    for route in routes("post"):
        path = filled(route, "x")
        answer = everything.post(path, body, "application/json")
        check(answer, (path, body))


@pytest.mark.parametrize("method", ["post", "delete"])
def test_unknown_ids(everything, method):
    for route in routes(method):
        if "<uuid:" not in route:
            continue
        path = filled(route, "x")
        answer = everything.generic(method.upper(), path, b"{}", "application/json")
        check(answer, path)
        assert answer.status_code >= 400, path
