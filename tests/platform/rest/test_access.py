"""Who may: tokens, sessions, scopes, and nobody by default."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client as Browser
from django.utils import timezone

from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient, NewToken, NewWarehouse, RevokeToken
from wms.platform.tenancy.models import ApiToken, Client

URL = "/api/v1/things"
WHO = "/api/v1/whoami"
GOOD = {"name": "chair", "parts": [{"label": "leg", "weight": 4}]}


@pytest.fixture
def person(site, sample):
    """Log a supervisor in, with the CSRF check of a real browser."""
    tenancy.create_roles()
    user = User.objects.create_user("sue", is_staff=True)
    user.groups.add(Group.objects.get(name="supervisor"))
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(user)
    return browser


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Bearer \xff", "Basic YTpi", "Bearer " + "x" * 5000],
)
def test_a_stranger_is_refused(client, site, sample, header):
    answer = client.post(URL, GOOD, "application/json", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="wms"'
    assert not Client.objects.filter(code="chair").exists()


def test_a_revoked_token_opens_nothing(api):
    tenancy.revoke_token(RevokeToken(token_id=api.token_id))

    answer = api.get(URL)

    assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")


def test_an_expired_token_opens_nothing(api):
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    answer = api.get(URL)

    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


def test_a_token_acts_for_its_client_under_its_name(site, sample):
    tenancy.create_client(NewClient(code="other"))
    theirs = tenancy.create_token(NewToken(client="other", role="viewer", name="reader"))

    answer = Browser().get(WHO, headers={"Authorization": f"Bearer {theirs.token}"})

    assert answer.json() == {
        "client_id": str(tenancy.get_client(code="other").client_id),
        "name": "reader",
        "warehouse_id": str(site.warehouse_id),
    }


def test_only_a_hash_of_the_token_is_kept(api):
    row = ApiToken.objects.values().get()

    assert api.token not in str(row)
    assert len(api.token) == len("wms_") + 43


def test_use_of_a_token_is_noted_once_a_minute(api, django_assert_num_queries):
    api.get(WHO)
    first = ApiToken.objects.get().last_used_at
    assert first is not None
    with django_assert_num_queries(2):  # the token and the warehouse
        api.get(WHO)
    assert ApiToken.objects.get().last_used_at == first

    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    api.get(WHO)

    again = ApiToken.objects.get().last_used_at
    assert again is not None
    assert again > first


@pytest.mark.parametrize("path", ["/api/v1/undeclared"])
def test_what_names_no_scope_is_for_nobody(api, path):
    answer = api.get(path)

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_a_method_without_a_scope_is_for_nobody(api):
    assert api.delete(URL).status_code == 403


def test_a_person_acts_for_the_only_client(person, site):
    assert person.get(WHO).json()["name"] == "sue"
    assert person.get(WHO).json()["client_id"] == str(site.client_id)


def test_a_person_has_no_client_where_there_are_two(person):
    tenancy.create_client(NewClient(code="other"))

    answer = person.get(WHO)

    assert (answer.status_code, answer.json()["code"]) == (403, "unknown_client")


def test_a_person_needs_the_csrf_token(person):
    assert person.post(URL, GOOD, "application/json").status_code == 403
    assert not Client.objects.filter(code="chair").exists()

    person.get("/api/docs")
    token = person.cookies["csrftoken"].value
    answer = person.post(URL, GOOD, "application/json", headers={"X-CSRFToken": token})

    assert answer.status_code == 201


def test_a_person_who_left_is_a_stranger(person):
    User.objects.update(is_active=False)

    assert person.get(URL).status_code == 401


def test_taking_is_staff_from_a_person_ends_their_access_to_the_api(person):
    assert person.get(URL).status_code == 200

    User.objects.update(is_staff=False)

    assert person.get(URL).status_code == 403


def test_a_person_without_a_role_may_nothing(person):
    User.objects.get().groups.clear()

    assert person.get(URL).status_code == 403


def test_a_superuser_may_all(person):
    User.objects.get().groups.clear()
    User.objects.update(is_superuser=True)

    assert person.get(URL).status_code == 200


def test_a_malformed_form_of_a_person_is_refused(person):
    answer = person.generic("POST", URL, b"--x\r\ngarbage", "multipart/form-data; boundary=x")

    assert 400 <= answer.status_code < 500


def test_a_warehouse_is_found_by_code_or_because_it_is_the_only_one(api, site):
    assert api.get(WHO).json()["warehouse_id"] == str(site.warehouse_id)
    second = tenancy.create_warehouse(NewWarehouse(code="PAR1"))

    named = api.get(WHO, {"warehouse": "PAR1"})
    unnamed, unknown = api.get(WHO), api.get(WHO, {"warehouse": str(uuid4())})

    assert named.json()["warehouse_id"] == str(second.warehouse_id)
    for refused in (unnamed, unknown):
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown_warehouse")


@pytest.mark.parametrize("path", ["/api/schema", "/api/docs"])
def test_the_description_needs_a_login(client, api, person, path):
    assert client.get(path).status_code == 401
    assert api.get(path).status_code == 200
    assert person.get(path).status_code == 200


def test_the_docs_page_needs_no_internet(api):
    page = api.get("/api/docs").content.decode()

    assert "https://" not in page
    assert "/static/drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css" in page
