"""All addresses of the product: closed to strangers, described without a gap."""

import json
import re
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

import wms

OPEN = {"health/live", "health/ready"}
LOGIN = {"admin/login/", "admin/logout/"}
SOME_ID = str(UUID(int=7))
EXAMPLES = {"uuid": SOME_ID, "int": "1", "path": "x", "str": "x", "slug": "x"}


def addresses(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern


def path_of(route):
    filled = re.sub(
        r"<(?:(\w+):)?\w+>", lambda match: EXAMPLES.get(match[1] or "str", SOME_ID), route
    )
    return "/" + re.sub(r"\(\?P<\w+>[^)]*\)", "x", filled)


@pytest.fixture(scope="module")
def everywhere():
    return [(route, path_of(route)) for route, _ in addresses(get_resolver().url_patterns)]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_nothing_but_health_answers_a_stranger(everywhere, method):
    browser = Browser()
    for route, path in everywhere:
        if route in OPEN | LOGIN:
            continue
        answer = browser.generic(method, path)
        if route == "" or route.startswith("admin/"):
            assert answer.status_code == 302, path
            assert answer.headers["Location"].startswith("/admin/"), path
        else:
            assert answer.status_code == 401, path
            assert answer.headers["Content-Type"] == "application/problem+json", path


def test_every_method_of_the_api_names_its_scope(settings):
    scopes = {scope for each in settings.ROLES.values() for scope in each}
    for route, pattern in addresses(get_resolver().url_patterns):
        if not route.startswith("api/v1/"):
            continue
        view = pattern.callback.view_class
        methods = {
            name.upper()
            for name in ("get", "post", "put", "patch", "delete")
            if hasattr(view, name)
        }
        assert set(view.scopes) == methods, route
        assert set(view.scopes.values()) <= scopes, route


def test_the_description_has_no_gap():
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


def test_the_description_has_every_address_of_the_api():
    written = StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=written)

    for route, _ in addresses(get_resolver().url_patterns):
        if route.startswith("api/v1/"):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
            assert f'"/{path}"' in written.getvalue()


def test_the_description_begins_with_the_quick_start():
    written = StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=written)

    described = json.loads(written.getvalue())["info"]["description"]

    assert described.count("## Quick start") == 1
    assert 'call "$WMS/api/v1/skus" --data' in described
    assert "](" not in described  # links lead elsewhere from there


def test_what_an_answer_leads_to_has_an_address():
    reversed_to = {
        name
        for path in Path(wms.__path__[0]).rglob("*.py")
        for name in re.findall(r'\breverse\(\s*"([^":]+)"', path.read_text())
    }

    assert {"order", "wave", "manifest"} <= reversed_to
    assert reversed_to <= {name for name in get_resolver().reverse_dict if isinstance(name, str)}
