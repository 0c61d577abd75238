"""A packer goes home: the task is given back, or given to somebody, and goes on."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.packing import (
    CLIENT,
    LINES,
    WORKER,
    cancelling,
    carton,
    creating,
    new_order,
    open_task,
    packed_task,
    published,
    sealing,
    started_task,
)
from tests.support.api import Api, make_site
from tests.support.people import actor_called, log_in, person
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.packing import facade as packing
from wms.packing.contracts import (
    AssignPackTask,
    CompletePackTask,
    PackTaskFilter,
    PackTaskNotFound,
    PackTaskNotReady,
    PackTaskTaken,
    ReleasePackTask,
    StartPackTask,
)
from wms.packing.models import PackingHistoryRecord, PackingOutbox, PackTask
from wms.packing.selectors.tasks import get_pack_task, list_pack_task_history, list_pack_tasks
from wms.packing.services.assign_pack_task import assign_pack_task
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.release_pack_task import release_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
SURE = {"_form_submitted": "True"}


def releasing(task, actor=WORKER, *, of_anybody=False, client_id=CLIENT):
    return ReleasePackTask(
        task_id=task.task_id, actor=actor, client_id=client_id, of_anybody=of_anybody
    )


@pytest.fixture(autouse=True)
def bob():
    """Somebody who may pack, and is called so."""
    return person("bob", "packer")


def assigning(task, worker="bob", client_id=CLIENT):
    return AssignPackTask(task_id=task.task_id, assignee=worker, actor="lead", client_id=client_id)


def starting(task, worker):
    return StartPackTask(task_id=task.task_id, actor=worker)


def available():
    page = list_pack_tasks(
        client_id=CLIENT, filters=PackTaskFilter(available=True), page=PageRequest()
    )
    return [each.task_id for each in page.results]


def history(task):
    page = list_pack_task_history(task_id=task.task_id, client_id=CLIENT, page=PageRequest())
    return [
        (each.what, each.actor, each.values[0].was, each.values[0].now) for each in page.results
    ]


def test_another_packer_goes_on_with_the_cartons_of_the_first():
    task = started_task()
    seal_carton(sealing(task, carton(LINES[0])))

    released = release_pack_task(releasing(task))

    assert (released.status, released.worker, len(released.cartons)) == ("open", "", 1)
    assert available() == [task.task_id]
    start_pack_task(starting(task, "bob"))
    seal_carton(replace(sealing(task, carton(LINES[1], carton_no=2)), actor="bob"))
    done = complete_pack_task(CompletePackTask(task_id=task.task_id, actor="bob"))
    assert (done.status, done.worker, len(done.cartons)) == ("packed", "bob", 2)
    assert published(task.task_id) == [
        ("task-created", 1),
        ("task-started", 2),
        ("package-sealed", 3),
        ("task-released", 4),
        ("task-started", 5),
        ("package-sealed", 6),
        ("task-completed", 7),
    ]


def test_a_supervisor_gives_it_to_somebody(bob):
    task = started_task()

    assigned = assign_pack_task(assigning(task))

    assert (assigned.status, assigned.worker) == ("in_progress", bob)
    assert assign_pack_task(assigning(task)) == assigned
    with pytest.raises(PackTaskTaken):
        seal_carton(sealing(task, carton()))
    assert history(task) == [("assigned", "lead", "ann", bob)]
    assert published(task.task_id)[-1] == ("task-assigned", 3)


def test_an_open_one_that_is_for_somebody_is_started_by_nobody_else(bob):
    task = open_task()

    assigned = assign_pack_task(assigning(task))

    assert (assigned.status, assigned.worker) == ("open", bob)
    assert available() == []
    with pytest.raises(PackTaskTaken):
        start_pack_task(starting(task, WORKER))
    assert start_pack_task(starting(task, bob)).status == "in_progress"


def test_an_open_one_that_was_for_somebody_is_there_for_all_again(bob):
    task = open_task()
    assign_pack_task(assigning(task))

    assert release_pack_task(releasing(task, bob)).worker == ""

    assert available() == [task.task_id]
    assert release_pack_task(releasing(task, bob)).worker == ""
    assert history(task) == [("released", bob, bob, ""), ("assigned", "lead", "", bob)]


def test_nobody_gives_back_what_another_has_but_a_supervisor():
    task = started_task()
    before = published(task.task_id)

    with pytest.raises(PackTaskTaken):
        release_pack_task(releasing(task, "eve"))
    assert (get_pack_task(task_id=task.task_id), published(task.task_id)) == (task, before)

    assert release_pack_task(releasing(task, "lead", of_anybody=True)).status == "open"


def test_what_is_over_is_neither_given_back_nor_assigned():
    packed, cancelled = packed_task(), open_task()
    packing.cancel_pack_task(cancelling(cancelled.order_id))
    before = PackingOutbox.objects.count()

    for task in (packed, cancelled):
        with pytest.raises(PackTaskNotReady):
            release_pack_task(releasing(task))
        with pytest.raises(PackTaskNotReady):
            assign_pack_task(assigning(task))
    stranger = ClientId(new_id())
    with pytest.raises(PackTaskNotFound):
        release_pack_task(releasing(packed, client_id=stranger))
    with pytest.raises(PackTaskNotFound):
        assign_pack_task(assigning(packed, client_id=stranger))

    assert (PackingOutbox.objects.count(), PackingHistoryRecord.objects.count()) == (before, 0)


def test_over_http_by_name():
    site = make_site()
    lead, ann, bert = (
        Api("supervisor", name="lead"),
        Api("packer", name="ann"),
        Api("packer", name="bert"),
    )
    mine = {"client_id": site.client_id, "warehouse_id": site.warehouse_id}
    task = packing.create_pack_task(replace(creating(new_order()), **mine))
    path = f"/api/v1/pack-tasks/{task.task_id}"
    ann.post(f"{path}/start")

    assert ann.post(f"{path}/assign", {"assignee": "bert"}).status_code == 403
    assert bert.post(f"{path}/release").json()["code"] == "pack_task_taken"
    assert lead.post(f"{path}/assign", {"assignee": "nobody"}).json()["code"] == "unknown_worker"
    assert lead.post(f"{path}/assign", {"assignee": "bert"}).json()["status"] == "in_progress"
    assert bert.post(f"{path}/release").json()["status"] == "open"
    listed = lead.get(f"{path}/history").json()["results"]
    assert [each["what"] for each in listed] == ["released", "assigned"]


def test_the_buttons_of_a_supervisor(client):
    lead = log_in(client, "supervisor")
    started_task()
    row = PackTask.objects.get()
    page, assign, release = (
        reverse(f"admin:packing_packtask_{what}", args=[row.pk])
        for what in ("change", "assign", "give_back")
    )

    done = lead.post(assign, SURE | {"assignee": actor_called("supervisor")}, follow=True)
    assert f"{row.number} is for supervisor." in done.content.decode()
    assert "worker: ann → supervisor" in done.content.decode()
    done = lead.post(release, SURE, follow=True)

    assert f"{row.number} is open." in done.content.decode()
    assert release not in lead.get(page).content.decode()
    assert assign in lead.get(page).content.decode()
