"""Pick tasks as a person sees them in the admin."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.picking import cancelling, following, new_order, place, placing, preparing
from tests.support.api import Api, make_site
from wms.picking import facade as picking
from wms.picking.contracts import ClaimPickTask
from wms.picking.models import PickTask
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task

pytestmark = pytest.mark.django_db
LIST = "admin:picking_picktask_changelist"


@pytest.fixture
def tasks():
    site = make_site()
    mine = {"client_id": site.client_id, "warehouse_id": site.warehouse_id}

    def make():
        order_id = new_order()
        picking.prepare_pick_task(replace(preparing(order_id), **mine))
        return picking.place_pick_task(replace(placing(order_id), **mine))

    claimed, open_ = make(), make()
    cancelled = new_order()
    picking.cancel_pick_task(replace(cancelling(cancelled), **mine))
    return claim_pick_task(ClaimPickTask(task_id=claimed.task_id, actor="ann")), open_


def test_lists_tasks_without_an_empty_column(admin_client, tasks, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = admin_client.get(reverse(LIST)).content.decode()

    for shown in (
        tasks[0].number,
        tasks[1].number,
        "ann",
        "nobody",
        "same day",
        "demo",
        "O-000007",
    ):
        assert shown in page
    assert "not known yet" not in page
    filtered = admin_client.get(reverse(LIST), {"status__exact": "open"}).content.decode()
    assert (tasks[1].number in filtered, tasks[0].number in filtered) == (True, False)
    found = admin_client.get(reverse(LIST), {"q": tasks[0].number}).content.decode()
    assert (tasks[0].number in found, tasks[1].number in found) == (True, False)


def test_shows_a_task_with_its_stops(admin_client, tasks):
    row = PickTask.objects.get(task_id=tasks[0].task_id)

    page = admin_client.get(reverse("admin:picking_picktask_change", args=[row.pk]))

    assert page.status_code == 200
    for shown in (tasks[0].number, "BOLT-M8", "A-01-01", str(tasks[0].wave_id), "LON1"):
        assert shown in page.content.decode()


def test_shows_which_stops_were_withdrawn(admin_client, tasks):
    mine = {"client_id": tasks[0].client_id, "warehouse_id": tasks[0].warehouse_id}
    moved = following(tasks[0], place(location="C-01", pick_sequence=30), version=3)
    picking.place_pick_task(replace(moved, **mine))
    row = PickTask.objects.get(task_id=tasks[0].task_id)

    page = admin_client.get(reverse("admin:picking_picktask_change", args=[row.pk]))

    shown = page.content.decode()
    assert all(each in shown for each in ("A-01-01", "C-01", "cancelled", "Places version"))


def test_nothing_is_changed_by_hand(admin_client, tasks):
    row = PickTask.objects.get(task_id=tasks[0].task_id)

    assert admin_client.post(reverse("admin:picking_picktask_add")).status_code == 403
    for page in ("change", "delete"):
        url = reverse(f"admin:picking_picktask_{page}", args=[row.pk])
        assert admin_client.post(url, {"post": "yes"}).status_code == 403
    assert get_pick_task(task_id=tasks[0].task_id) == tasks[0]


def test_a_worker_is_shown_chosen_and_found_by_name(admin_client, tasks):
    ann = Api("picker", name="Ann Smith").actor
    PickTask.objects.filter(task_id=tasks[0].task_id).update(worker=ann)
    url = reverse(LIST)

    everything = admin_client.get(url).content.decode()
    chosen = admin_client.get(url, {"worker": ann}).content.decode()
    found = admin_client.get(url, {"q": "ann smith"}).content.decode()

    assert everything.count("Ann Smith") >= 2  # in the list, and among those to choose
    for page in (chosen, found):
        assert (tasks[0].number in page, tasks[1].number in page) == (True, False)
