"""The list of exceptions as people see it."""

import re
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests.factories.inventory import put, register_location
from tests.fulfillment.exceptions.test_exceptions import raising
from tests.fulfillment.exceptions.test_exceptions_of_stock import (
    exceptions_of,
    waiting_adjustment,
    waiting_count,
)
from tests.support.api import make_site
from tests.support.people import actor_called
from tests.support.races import deliver
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import ExceptionStatus
from wms.fulfillment.models import OperationalException
from wms.fulfillment.subscribers import subscriber
from wms.kernel.ids import ClientId

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "admin:fulfillment_operationalexception_changelist"


@pytest.fixture
def raised():
    site = make_site()
    return raise_exception(raising(client_id=site.client_id, kind="inbound_short"))


def login(client, role):
    group, _ = Group.objects.get_or_create(name=role)
    user = User.objects.create_user(f"{role}-{uuid4()}", password=None, is_staff=True)
    user.groups.add(group)
    client.force_login(user)
    return user


def hear(subject_id):
    for fact in exceptions_of(subject_id):
        deliver(subscriber, fact)


def clear(client):
    rows = [row.pk for row in OperationalException.objects.all()]
    return client.post(reverse(LIST), {"action": "clear", "_selected_action": rows}, follow=True)


def test_shows_what_is_open(admin_client, raised):
    page = admin_client.get(reverse(LIST))

    assert page.status_code == 200
    for word in (raised.subject, "inbound short", raised.message, "demo", "nobody yet"):
        assert word in page.content.decode()
    row = OperationalException.objects.get()
    url = reverse("admin:fulfillment_operationalexception_change", args=[row.pk])
    assert admin_client.get(url).status_code == 200


@pytest.mark.parametrize("ask", [waiting_adjustment, waiting_count])
def test_leads_to_where_it_is_decided_until_it_is(admin_client, settings, ask):
    settings.ADJUSTMENT_LIMIT_UNITS = 5
    register_location("A-01")
    put(100)
    subject_id, decide = ask()
    hear(subject_id)
    row = OperationalException.objects.get()

    page = admin_client.get(reverse(LIST), {"status": "open"}).content.decode()

    assert all(word in page for word in (row.subject, row.kind.replace("_", " "), row.message))
    (address,) = {each for each in re.findall(r'href="([^"]+)"', page) if str(subject_id) in each}
    assert admin_client.get(address).status_code == 200
    decide()
    hear(subject_id)
    page = admin_client.get(reverse(LIST), {"status": "open"}).content.decode()
    assert str(subject_id) not in page


def test_clears_those_that_are_chosen(admin_client, raised):
    answer = clear(admin_client)

    assert "1 cleared" in answer.content.decode()
    row = OperationalException.objects.get(exception_id=raised.exception_id)
    assert (row.status, row.cleared_by) == (ExceptionStatus.CLEARED, actor_called("admin"))


def test_a_viewer_clears_nothing(raised):
    browser = Client()
    login(browser, "viewer")

    clear(browser)

    assert OperationalException.objects.get().status == ExceptionStatus.OPEN
    assert ClientId(OperationalException.objects.get().client_id) == raised.client_id
