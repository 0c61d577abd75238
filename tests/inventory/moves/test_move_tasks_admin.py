"""Tasks that carry goods, as people look at them and book them."""

import pytest
from django.urls import reverse

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location, register_sku
from tests.factories.tasks import claim, open_task
from tests.inventory.reading import on_hand
from tests.support.people import actor_called, log_in
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.moves.queries.tasks import get_move_task
from wms.platform.tenancy import models

pytestmark = pytest.mark.django_db
LIST = reverse("admin:inventory_movetask_changelist")
SURE = {"_form_submitted": "True"}


@pytest.fixture(autouse=True)
def goods():
    models.Client.objects.create(id=CLIENT, code="demo")
    models.Warehouse.objects.create(id=WAREHOUSE, code="LON1")
    register_sku()
    register_location("R-01", LocationKind.RESERVE)
    register_location("STAGE", LocationKind.STAGING)
    put(10, location="STAGE", lot="L1")


def url(task, what="change"):
    return reverse(f"admin:inventory_movetask_{what}", args=[task.task_id])


def test_the_list_and_the_page_show_the_task(client):
    browser = log_in(client, "supervisor")
    task = open_task(source="STAGE")

    listed, content = (browser.get(each).content.decode() for each in (LIST, url(task)))

    for word in (task.number, "open", "put away", "STAGE", "R-01", "BOLT-M8", "L1", "LON1"):
        assert word in listed
        assert word in content
    assert "0 of 10" in listed


def test_a_list_takes_as_many_queries_for_many_rows(client, django_assert_max_num_queries):
    browser = log_in(client, "supervisor")
    for _task in range(20):
        open_task(1, source="STAGE")

    with django_assert_max_num_queries(16):
        browser.get(LIST)


def test_what_was_carried_is_booked_by_a_button(client):
    browser = log_in(client, "picker")
    task = open_task(source="STAGE")

    asked = browser.get(url(task, "done"))
    answer = {"to_location": "R-01", "quantity": "4", "reason": "no_room"}
    done = browser.post(url(task, "done"), SURE | answer, follow=True)

    assert "Complete the task?" in asked.content.decode()
    assert f"{task.number} is completed, 4 units moved." in done.content.decode()
    assert (on_hand("STAGE"), on_hand("R-01")) == (6, 4)
    booked = get_move_task(task_id=task.task_id)
    assert (booked.worker, booked.started_at) == (actor_called("picker"), booked.ended_at)


def test_a_refusal_is_said(client):
    browser = log_in(client, "picker")
    task = claim(open_task(source="STAGE"), "bob")

    answer = {"to_location": "R-01", "quantity": "10"}
    done = browser.post(url(task, "done"), SURE | answer, follow=True)

    assert f"Refused: {task.number} belongs to bob" in done.content.decode()
    assert on_hand("R-01") == 0


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"to_location": "Z-99", "quantity": "10"}, "unknown location: Z-99"),
        ({"to_location": "R-01", "quantity": "9"}, "1 units were left: why?"),
    ],
)
def test_a_refused_button_leaves_the_task_to_whoever_takes_it(client, answer, refusal):
    browser = log_in(client, "picker")
    task = open_task(source="STAGE")

    done = browser.post(url(task, "done"), SURE | answer, follow=True)

    assert f"Refused: {refusal}" in done.content.decode()
    assert get_move_task(task_id=task.task_id) == task
    assert claim(task, "bob").worker == "bob"


def test_a_supervisor_cancels_with_a_reason_and_a_picker_does_not(client):
    task = open_task(source="STAGE")

    refused = log_in(client, "picker").post(url(task, "cancel"), SURE | {"reason": "tired"})
    assert get_move_task(task_id=task.task_id).status == "open"
    log_in(client, "supervisor").post(url(task, "cancel"), SURE | {"reason": "sold"})

    assert refused.status_code == 403
    assert get_move_task(task_id=task.task_id).reason == "sold"
