"""Pages to look at: columns that say something, and nothing to change by hand."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.test import Client as Browser
from django.utils import timezone

from tests.support.api import make_site
from wms.platform.admin.columns import BADGES, age, client, in_words, status_badge, warehouse
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient
from wms.platform.tenancy.models import Client


@pytest.fixture
def viewer(db):
    """Log in somebody who may look at everything."""
    user = User.objects.create_user("vera", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    browser = Browser()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        *((-5, "0 s"), (0, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min")),
        *((3600, "1 h"), (86_399, "23 h"), (86_400, "1 d"), (8_640_000, "100 d")),
    ],
)
def test_an_age_is_in_its_largest_unit(seconds, words):
    assert in_words(timedelta(seconds=seconds)) == words


def test_columns_read_the_field_they_name():
    row = SimpleNamespace(
        state="wave_assigned", made_at=timezone.now() - timedelta(minutes=3), gone_at=None
    )

    assert status_badge("state")(row) == ("wave_assigned", "wave assigned")
    assert age("made_at")(row) == "3 min"
    assert age("gone_at")(row) == "-"


def test_every_colour_is_one_the_theme_knows():
    assert set(BADGES.values()) == {"success", "info", "primary", "warning", "danger"}


@pytest.mark.django_db
def test_a_client_and_a_warehouse_are_shown_by_code():
    site = make_site()
    row = SimpleNamespace(client_id=site.client_id, warehouse_id=site.warehouse_id)

    assert (client()(row), warehouse()(row)) == ("demo", "LON1")


@pytest.mark.django_db
def test_nothing_can_be_added_changed_or_deleted(viewer):
    User.objects.update(is_superuser=True)
    made = tenancy.create_client(NewClient(code="demo"))
    url = f"/admin/tenancy/client/{made.client_id}"

    assert viewer.get(f"{url}/change/").status_code == 200
    assert viewer.post(f"{url}/change/", {"code": "x", "name": "x"}).status_code == 403
    assert viewer.post(f"{url}/delete/", {"post": "yes"}).status_code == 403
    assert viewer.post("/admin/tenancy/client/add/", {"code": "x", "name": "x"}).status_code == 403
    assert list(Client.objects.values_list("code", "name")) == [("demo", "demo")]


@pytest.mark.django_db
def test_who_may_not_look_does_not(viewer):
    User.objects.get().user_permissions.clear()

    assert viewer.get("/admin/tenancy/client/").status_code == 403


@pytest.mark.django_db
def test_a_role_opens_its_pages_only():
    tenancy.create_roles()
    user = User.objects.create_user("otto", is_staff=True)
    user.groups.add(Group.objects.get(name="ops"))
    browser = Browser()
    browser.force_login(user)

    assert browser.get("/admin/tenancy/apitoken/").status_code == 200
    assert browser.get("/admin/auth/user/").status_code == 403


@pytest.mark.django_db
def test_every_list_opens(viewer):
    make_site()
    for model, page in admin.site._registry.items():
        name = f"{model._meta.app_label}/{model._meta.model_name}"
        answer = viewer.get(f"/admin/{name}/")
        assert answer.status_code == 200, name
        assert page.list_display, name


@pytest.mark.django_db
def test_the_index_leads_to_every_list(viewer):
    page = viewer.get("/admin/").content.decode()

    for model in admin.site._registry:
        assert f'href="/admin/{model._meta.app_label}/{model._meta.model_name}/"' in page


def test_a_stranger_is_led_to_the_login(client):
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/").headers["Location"] == "/admin/"
