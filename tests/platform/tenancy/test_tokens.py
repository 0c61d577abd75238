"""Tokens and roles by command."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.support.api import make_site
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewToken, RevokeToken
from wms.platform.tenancy.models import ApiToken

pytestmark = pytest.mark.django_db
TOKEN = ("create_token", "--client", "demo", "--role", "integrator", "--name", "web shop")


@pytest.fixture
def site():
    return make_site()


def test_the_token_printed_is_the_one_that_works(site, capsys, settings):
    call_command(*TOKEN)
    token = capsys.readouterr().out.strip()

    holder = tenancy.holder_of(token=token)

    assert (holder.client_id, holder.name) == (site.client_id, "web shop")
    assert holder.scopes == set(settings.ROLES["integrator"])


@pytest.mark.parametrize(
    ("arguments", "days"), [((), 365), (("--expires", "30"), 30), (("--expires-days", "30"), 30)]
)
def test_a_token_expires_and_that_is_said_when_it_is_made(site, capsys, arguments, days):
    call_command(*TOKEN, *arguments)

    ends = ApiToken.objects.get().expires_at
    assert ends is not None
    left = ends - timezone.now()
    assert timedelta(days=days - 1, hours=23) < left <= timedelta(days=days)
    said = capsys.readouterr()
    assert said.err == f"It expires on {ends:%Y-%m-%d}.\n"
    assert tenancy.holder_of(token=said.out.strip()).name == "web shop"


def test_a_token_that_never_expires_is_asked_for_by_name(site, capsys):
    call_command(*TOKEN, "--never")

    assert ApiToken.objects.get().expires_at is None
    assert capsys.readouterr().err == "It never expires.\n"


def test_a_token_made_by_another_program_expires_too(site):
    issued = tenancy.create_token(NewToken(client="demo", role="viewer", name="reader"))

    assert issued.expires_at is not None
    assert timedelta(days=364) < issued.expires_at - timezone.now() <= timedelta(days=365)


def test_what_is_the_buildings_is_in_a_token_that_was_made_for_it(site, settings):
    makers = ("create_token", "--client", "demo", "--role", "supervisor", "--name", "tool")
    call_command(*makers)
    call_command(*makers, "--building")

    plain, building = ApiToken.objects.order_by("id")
    assert set(building.scopes) == set(settings.ROLES["supervisor"])
    assert set(building.scopes) - set(plain.scopes) == {"locations:write"}
    with pytest.raises(CommandError, match="integrator changes nothing of the building"):
        call_command(*TOKEN, "--building")
    assert ApiToken.objects.count() == 2


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([*TOKEN[:1], "--client", "nobody", *TOKEN[3:]], "there is no client nobody"),
        ([*TOKEN, "--expires-days", "0"], "--expires is 1 to 3650"),
        ([*TOKEN, "--role", "king"], "invalid choice: 'king'"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_line(site, arguments, why):
    with pytest.raises(CommandError, match=why):
        call_command(*arguments)

    assert not ApiToken.objects.exists()


def test_an_unknown_role_is_refused(site):
    with pytest.raises(tenancy.UnknownRole):
        tenancy.create_token(NewToken(client="demo", role="king", name="me"))


def test_a_token_that_is_not_there_cannot_be_revoked(site):
    issued = tenancy.create_token(NewToken(client="demo", role="viewer", name="reader"))

    with pytest.raises(CommandError, match="there is no token"):
        call_command("revoke_token", str(uuid4()))

    assert tenancy.holder_of(token=issued.token).name == "reader"


def test_a_revoked_token_stays_revoked_since_the_first_time(site):
    issued = tenancy.create_token(NewToken(client="demo", role="viewer", name="reader"))
    call_command("revoke_token", str(issued.token_id))
    first = ApiToken.objects.get().revoked_at

    tenancy.revoke_token(RevokeToken(token_id=issued.token_id))

    assert ApiToken.objects.get().revoked_at == first
    with pytest.raises(tenancy.TokenRefused):
        tenancy.holder_of(token=issued.token)


def test_roles_become_groups_that_may_look_or_act(settings):
    tenancy.create_roles()
    tenancy.create_roles()

    assert set(Group.objects.values_list("name", flat=True)) == set(settings.ROLES)
    by_role = {
        group.name: set(
            group.permissions.values_list("content_type__app_label", "codename").distinct()
        )
        for group in Group.objects.all()
    }
    assert {app for app, _ in by_role["viewer"]} >= {"orders", "waving", "inventory", "fulfillment"}
    assert not [codename for _, codename in by_role["viewer"] if not codename.startswith("view_")]
    assert {app for app, _ in by_role["picker"]} == {"picking", "inventory"}
    assert [codename for _, codename in by_role["supervisor"] if codename.startswith("change_")]
    assert not [
        codename
        for permissions in by_role.values()
        for _, codename in permissions
        if codename.startswith(("add_", "delete_"))
    ]
    assert ("tenancy", "view_apitoken") in by_role["ops"]
