"""Every call against every role: who lacks the scope is refused, and the page says who does not."""

import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps

from tests.support.api import Api, make_site
from tests.support.scopes import calls, page
from tests.support.tables import rows_of
from wms.platform.tenancy.models import ApiToken

PAGE = Path(__file__).parents[3] / "docs" / "scopes.md"
SOME_ID = str(UUID(int=7))
# What the integrator of a client may write, and nothing else.
OF_A_CLIENT = {"orders:write", "catalogue:write", "inbound:write"}
GOODS_LEAVE = {"adjustments", "status-changes", "transfers", "cycle-counts", "sku-values"}


def everything():
    ours = [each for each in apps.get_models() if each.__module__.startswith("wms.")]
    return rows_of(*(each for each in ours if each is not ApiToken))


def ask(api, method, route):
    path = re.sub(r"<[^>]+>", SOME_ID, route)
    return api.ask(method, path, json.dumps({}) if method in {"POST", "PUT"} else "")


def test_the_page_says_what_each_scope_opens():
    assert PAGE.read_text() == page(), "python -m tests.support.scopes > docs/scopes.md"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["viewer", "picker", "packer", "supervisor", "integrator", "ops"])
def test_every_call_needs_its_scope(role, settings):
    make_site()
    api = Api(role, building=False)
    held = set(settings.ROLES[role]) - settings.BUILDING_SCOPES
    before = everything()

    lacking = [each for each in calls() if each[0] not in held]
    for scope, method, route in lacking:
        refused = ask(api, method, route)
        assert refused.status_code == 403, (scope, method, route)
        assert f"the scope {scope}," in refused.json()["detail"], (scope, method, route)
    assert everything() == before

    for scope, method, route in calls():
        if scope in held:
            assert ask(api, method, route).status_code != 403, (scope, method, route)


@pytest.mark.django_db
def test_an_integrator_writes_nothing_off_and_touches_no_place(settings):
    make_site()
    api = Api("integrator")
    assert {each for each in settings.ROLES["integrator"] if each.endswith(":write")} == OF_A_CLIENT

    for scope, method, route in calls():
        of_goods = route.split("/")[3] in GOODS_LEAVE
        if method != "GET" and (of_goods or "locations" in route or "pick-faces" in route):
            assert ask(api, method, route).status_code == 403, (scope, method, route)


@pytest.mark.django_db
def test_the_places_are_the_buildings():
    make_site()
    api = Api("supervisor", building=False)

    places = [each for each in calls() if each[0] == "locations:write"]

    assert {(method, route) for _scope, method, route in places} == {
        ("POST", "/api/v1/locations"),
        ("POST", "/api/v1/locations/<uuid:location_id>/block"),
        ("POST", "/api/v1/locations/<uuid:location_id>/unblock"),
        ("POST", "/api/v1/pick-faces"),
        ("DELETE", "/api/v1/pick-faces/<uuid:pick_face_id>"),
    }
    for _scope, method, route in places:
        assert ask(api, method, route).status_code == 403
