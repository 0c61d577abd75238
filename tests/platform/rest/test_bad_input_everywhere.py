"""Bad input at every address of the product: refused with a code, never a failure."""

import json
import re

import pytest
from django.test import Client as Browser
from django.urls import get_resolver

from tests.platform.rest.test_every_address import SOME_ID, addresses
from tests.support.api import Api, make_site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ODD_WORDS = [
    "%00",
    "a%00b",
    "%F0%9F%A6%A9",
    "'",
    "x" * 2000,
    "%2e%2e",
    "NaN",
    "9" * 40,
    # More digits than Python reads as a number, small if only their head is looked at.
    "0" * 8 + "1" + "0" * 4_400,
    "0" * 4_400 + "1",
    "%ED%A0%80",
]
ODD_BODIES = [
    *(b"", b"{", b"{}", b"[]", b"null", b'"x"', b"1e999", b"[[]]", b'{"a": 1}', b"\xff"),
    json.dumps({"reason": "\0", "lines": [], "picks": [], "order_ids": [None]}).encode(),
    json.dumps({"reason": "x" * 10_000}).encode(),
    json.dumps({"quantity": 10**40, "sku": "\0", "location": "\0"}).encode(),
]
# What may be sent where there is nothing to say.
NOTHING = (b"", b"{}", b"null")
# Words of the language that all is written in, which is not that of those who send.
PYTHON = re.compile(
    r"\b(tuple|dict|dictionary|instance of|None|NoneType|bytes|dataclass)\b", re.IGNORECASE
)
NAMES = ("status", "sku", "warehouse", "order_id", "location", "unheard_of")


@pytest.fixture
def everything(settings):
    """Speak as somebody with every scope."""
    make_site()
    settings.ROLES = {"all": tuple(scope for scopes in settings.ROLES.values() for scope in scopes)}
    return Browser(headers={"Authorization": f"Bearer {Api('all', building=True).token}"})


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
    """A refusal is a problem document; what is invalid was found so by us, not by the database."""
    assert answer.status_code < 500, (about, answer.content)
    assert not PYTHON.search(answer.content.decode()), (about, answer.content)
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json", about
        assert answer.json()["code"], about
        assert answer.json()["code"] != "invalid" or answer.json().get("errors"), about


def check_refused(answer, about, pointer=None):
    """The answer says that the request is invalid, and where."""
    check(answer, about)
    assert answer.status_code == 400, (about, answer.status_code)
    assert answer.json()["code"] == "invalid", about
    # Of several values, the first.
    pointers = {error["pointer"].removesuffix("/0") for error in answer.json()["errors"]}
    assert pointer is None or pointer in pointers, about


@pytest.mark.parametrize("word", ODD_WORDS)
def test_words_in_paths_and_queries(everything, word):
    for route in routes("get"):
        path = filled(route, word)
        is_list = "<" not in route
        check(everything.get(path), path)
        for name in NAMES:
            about = f"{path}?{name}={word}"
            answer = everything.get(about)
            check(answer, about)
            # No list knows the name, or it knows it and no row can hold the word.
            if is_list and (name == "unheard_of" or "%00" in word):
                check_refused(answer, about, f"/{name}")
        for name in ("cursor", "limit"):
            about = f"{path}?{name}={word}"
            answer = everything.get(about)
            check(answer, about)
            assert answer.status_code == 400 or not is_list, about


@pytest.mark.parametrize("body", ODD_BODIES)
def test_bodies(everything, body):
    for route in routes("post"):
        path = filled(route, "x")
        answer = everything.post(path, body, "application/json")
        check(answer, (path, body))
        if body not in NOTHING:
            check_refused(answer, (path, body))


@pytest.mark.parametrize("method", ["post", "delete"])
def test_unknown_ids(everything, method):
    for route in routes(method):
        if "<uuid:" not in route:
            continue
        path = filled(route, "x")
        answer = everything.generic(method.upper(), path, b"{}", "application/json")
        check(answer, path)
        assert answer.status_code >= 400, path
