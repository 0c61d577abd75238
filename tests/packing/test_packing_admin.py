"""Pack tasks as a person sees them in the admin."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.packing import carton, creating, new_order, sealing
from tests.support.api import make_site
from wms.packing import facade as packing
from wms.packing.contracts import StartPackTask
from wms.packing.models import PackTask
from wms.packing.selectors.tasks import get_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task

pytestmark = pytest.mark.django_db
LIST = "admin:packing_packtask_changelist"


@pytest.fixture
def tasks():
    site = make_site()

    def make():
        mine = {"client_id": site.client_id, "warehouse_id": site.warehouse_id}
        return packing.create_pack_task(replace(creating(new_order()), **mine))

    started, open_ = make(), make()
    start_pack_task(StartPackTask(task_id=started.task_id, actor="ann"))
    return seal_carton(sealing(started, carton())), open_


def test_lists_tasks_without_an_empty_column(admin_client, tasks, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = admin_client.get(reverse(LIST)).content.decode()

    for shown in (
        tasks[0].number,
        tasks[1].number,
        "ann",
        "nobody",
        "next day",
        "demo",
        "O-000007",
    ):
        assert shown in page
    filtered = admin_client.get(reverse(LIST), {"status__exact": "open"}).content.decode()
    assert (tasks[1].number in filtered, tasks[0].number in filtered) == (True, False)


def test_shows_a_task_with_its_lines_and_cartons(admin_client, tasks):
    row = PackTask.objects.get(task_id=tasks[0].task_id)

    page = admin_client.get(reverse("admin:packing_packtask_change", args=[row.pk]))

    assert page.status_code == 200
    for shown in (tasks[0].number, "5 x BOLT-M8, 4 x NUT-M8", "300 x 200 x 100", "sealed", "LON1"):
        assert shown in page.content.decode()


def test_nothing_is_changed_by_hand(admin_client, tasks):
    row = PackTask.objects.get(task_id=tasks[0].task_id)

    assert admin_client.post(reverse("admin:packing_packtask_add")).status_code == 403
    url = reverse("admin:packing_packtask_change", args=[row.pk])
    assert admin_client.post(url, {"status": "packed"}).status_code == 403
    assert get_pack_task(task_id=tasks[0].task_id) == tasks[0]
