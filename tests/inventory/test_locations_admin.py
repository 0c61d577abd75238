"""The page of a location: what lies there, and what is done about it."""

import pytest
from django.urls import reverse

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    reserving,
)
from tests.inventory.reading import totals
from tests.support.people import log_in
from wms.inventory import facade as inventory
from wms.inventory.models import CycleCount, Location
from wms.platform.tenancy import models as tenancy

pytestmark = pytest.mark.django_db
SURE = {"_form_submitted": "True"}


@pytest.fixture(autouse=True)
def stock():
    tenancy.Client.objects.create(id=CLIENT, code="demo")
    tenancy.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    register_location("A-01")
    register_location("B-01")
    put(10, lot="L7")


@pytest.fixture
def supervisor(client):
    return log_in(client, "supervisor")


def url(what="change", code="A-01"):
    return reverse(f"admin:inventory_location_{what}", args=[Location.objects.get(code=code).id])


def place(code="A-01"):
    row = Location.objects.get(code=code)
    return row.is_blocked, row.blocked_for, row.block_note


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_it_shows_what_lies_there(supervisor):
    page = supervisor.get(url()).content.decode()

    for words in ("A-01", "BOLT-M8", "L7", "LON1", "open"):
        assert words in page


def test_it_is_blocked_for_a_reason_and_opened_again(supervisor):
    blocked = supervisor.post(url("block"), SURE | {"reason": "a leak"}, follow=True)

    assert (place(), totals()) == ((True, "person", "a leak"), (0, 0, 0))
    assert told(blocked) == ["A-01 is blocked."]
    assert "person: a leak" in blocked.content.decode()
    opened = supervisor.post(url("unblock"), SURE, follow=True)
    assert (place(), totals()) == ((False, "", ""), (10, 0, 0))
    assert told(opened) == ["A-01 is open."]


def test_what_pickers_missed_there_is_said(supervisor):
    order = reserving(3)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=1))

    assert "short pick: units were not found there" in supervisor.get(url()).content.decode()


def test_one_that_a_count_would_open_again_can_be_blocked_for_good(supervisor):
    order = reserving(3)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=1))
    assert url("block") in supervisor.get(url()).content.decode()

    supervisor.post(url("block"), SURE | {"reason": "a broken rack"})

    assert place() == (True, "person", "a broken rack")
    page = supervisor.get(url()).content.decode()
    assert (url("block") in page, url("unblock") in page) == (False, True)


def test_it_is_counted_when_asked(supervisor):
    asked = supervisor.post(url("count"), SURE, follow=True)
    again = supervisor.post(url("count"), SURE, follow=True)

    count = CycleCount.objects.get()
    assert told(asked) == told(again) == [f"To be counted: {count.number}."]
    assert (count.cause, count.location.code) == ("requested", "A-01")


def test_where_nothing_lies_there_is_nothing_to_count(supervisor):
    answer = supervisor.post(url("count", "B-01"), SURE, follow=True)

    assert told(answer) == ["Refused: no goods lie here"]
    assert not CycleCount.objects.exists()


def test_who_may_only_look_presses_no_button(client):
    viewer = log_in(client, "viewer")

    assert "Block" not in viewer.get(url()).content.decode()
    answers = [viewer.post(url(what), SURE) for what in ("block", "unblock", "count")]

    assert {answer.status_code for answer in answers} == {403}
    assert (place(), CycleCount.objects.exists()) == ((False, "", ""), False)


def test_units_and_totals_bear_names_people_know(supervisor):
    order = reserving(3)
    inventory.reserve_stock(order)
    unit = Location.objects.get(code="A-01").units.get()

    page = supervisor.get(reverse("admin:inventory_stockunit_change", args=[unit.id]))
    balance = supervisor.get(reverse("admin:inventory_stockbalance_change", args=[unit.balance_id]))

    assert "BOLT-M8 lot L7 at A-01" in page.content.decode()
    assert "Balance of BOLT-M8" in balance.content.decode()
