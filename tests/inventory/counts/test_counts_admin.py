"""Counts as people look at them and decide on them."""

import re

import pytest
from django.urls import reverse

from tests.factories.counts import asked, counted, counted_twice
from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.inventory.reading import on_hand
from tests.support.people import actor_called, log_in
from wms.inventory.counts.queries.counts import get_count
from wms.inventory.models import CycleCount
from wms.platform.tenancy import models as tenancy

pytestmark = pytest.mark.django_db
LIST = reverse("admin:inventory_cyclecount_changelist")
SURE = {"_form_submitted": "True"}


@pytest.fixture(autouse=True)
def stock():
    tenancy.Client.objects.create(id=CLIENT, code="demo")
    tenancy.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    register_location("A-01")
    register_location("A-02")
    put(777)


@pytest.fixture
def supervisor(client):
    return log_in(client, "supervisor")


def url(count, what="change"):
    return reverse(f"admin:inventory_cyclecount_{what}", args=[count.count_id])


def shown(browser, address, **query):
    return browser.get(address, query).content.decode()


def is_told(figure, page):
    """Return whether a page shows a figure, and not only an id that has it inside."""
    return re.search(rf"\b{figure}\b", page) is not None


def status(count):
    return CycleCount.objects.get(id=count.count_id).status


def test_the_list_shows_what_is_to_do(supervisor):
    todo, done = asked("A-02"), counted(777)

    assert done.status == "posted"
    assert todo.number in shown(supervisor, LIST)
    assert done.number not in shown(supervisor, LIST)
    assert done.number in shown(supervisor, LIST, work="all")
    assert todo.number not in shown(supervisor, LIST, work="approve")
    for column in range(1, 10):
        assert supervisor.get(LIST, {"o": column}).status_code == 200
    assert todo.number in shown(supervisor, LIST, q="A-02")


def test_the_page_shows_what_was_found_to_whoever_decides(supervisor):
    page = shown(supervisor, url(counted_twice(700)))

    for words in ("BOLT-M8", "700", "-77", "A-01", "demo", "LON1"):
        assert words in page
    assert is_told("777", page)


def test_no_exception_is_raised_while_somebody_may_still_count(supervisor):
    assert not is_told("777", shown(supervisor, url(counted(700))))


def test_a_picker_does_not_see_what_is_expected(client):
    count = counted_twice(700)

    page = shown(log_in(client, "picker"), url(count))

    assert count.number in page
    assert not is_told("777", page)
    assert url(count, "post") not in page


def test_posts(supervisor):
    count = counted_twice(700)

    asks = supervisor.get(url(count, "post"))
    assert (asks.status_code, status(count)) == (200, "counted")
    done = supervisor.post(url(count, "post"), SURE, follow=True)

    assert f"{count.number} is posted." in done.content.decode()
    assert (status(count), on_hand("A-01")) == ("posted", 700)
    assert CycleCount.objects.get(id=count.count_id).posted_by == actor_called("supervisor")


def test_sends_back(supervisor):
    count = counted_twice(700)

    supervisor.post(url(count, "recount"), SURE)

    assert (status(count), on_hand("A-01")) == ("recount", 777)


def test_cancels_with_a_reason(supervisor):
    count = asked()

    supervisor.post(url(count, "cancel"), SURE | {"reason": "not now"})

    assert get_count(count_id=count.count_id).reason == "not now"
    assert status(count) == "cancelled"


def test_says_what_is_refused(supervisor):
    count = asked()

    answer = supervisor.post(url(count, "post"), SURE, follow=True)

    assert "Refused: " in answer.content.decode()
    assert status(count) == "open"


def test_a_picker_decides_nothing(client):
    count = counted_twice(700)
    picker = log_in(client, "picker")

    for what in ("post", "recount", "cancel"):
        assert picker.post(url(count, what), SURE).status_code == 403

    assert status(count) == "counted"


def test_a_list_takes_as_many_queries_for_many_rows(supervisor, django_assert_max_num_queries):
    for number in range(10):
        register_location(f"B-{number}")
        asked(f"B-{number}")

    with django_assert_max_num_queries(16):
        supervisor.get(LIST)
