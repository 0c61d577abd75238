"""A picker goes home: the task is given back, or given to somebody, and goes on."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.picking import (
    CLIENT,
    WORKER,
    claimed_task,
    confirming,
    following,
    new_order,
    open_task,
    picks_of,
    place,
    placing,
    preparing,
    published,
    started_task,
)
from tests.support.api import Api, make_site
from tests.support.people import actor_called, log_in, person
from tests.support.races import at_once
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest
from wms.picking import facade as picking
from wms.picking.contracts import (
    AssignPickTask,
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    PickTaskFilter,
    PickTaskNotFound,
    PickTaskNotReady,
    PickTaskTaken,
    ReleasePickTask,
    StartPickTask,
)
from wms.picking.models import PickingHistoryRecord, PickingOutbox, PickTask
from wms.picking.selectors.tasks import get_pick_task, list_pick_task_history, list_pick_tasks
from wms.picking.services.assign_pick_task import assign_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.release_pick_task import release_pick_task
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.ids import new_id
from wms.platform.tenancy.contracts import UnknownWorker

pytestmark = pytest.mark.django_db
URL = "/api/v1/pick-tasks"
SURE = {"_form_submitted": "True"}


def releasing(task, actor=WORKER, *, of_anybody=False, client_id=CLIENT):
    return ReleasePickTask(
        task_id=task.task_id, actor=actor, client_id=client_id, of_anybody=of_anybody
    )


@pytest.fixture(autouse=True)
def bob():
    """Somebody who may pick, and is called so."""
    return person("bob", "picker")


def assigning(task, worker="bob", client_id=CLIENT):
    return AssignPickTask(task_id=task.task_id, assignee=worker, actor="lead", client_id=client_id)


def available():
    page = list_pick_tasks(
        client_id=CLIENT, filters=PickTaskFilter(available=True), page=PageRequest()
    )
    return [each.task_id for each in page.results]


def walk_to_the_end(task, worker):
    start_pick_task(StartPickTask(task_id=task.task_id, actor=worker))
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=worker, picks=picks_of(task)))
    return complete_pick_task(CompletePickTask(task_id=task.task_id, actor=worker))


def test_another_picker_walks_on_from_where_the_first_went_home():
    first, second = place("BOLT-M8"), place("NUT-M8", location="A-02-01")
    task = started_task(first, second)
    confirm_picks(confirming(task, picks_of(task)[0]))

    released = release_pick_task(releasing(task))

    assert (released.status, released.worker) == ("open", "")
    assert [line.status for line in released.lines] == ["picked", "open"]
    assert available() == [task.task_id]
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor="bob"))
    done = walk_to_the_end(task, "bob")
    assert (done.status, done.worker, done.started_at) == ("completed", "bob", task.started_at)
    assert [kind for kind, _ in published(task.task_id)] == [
        *("task-created", "task-assigned", "task-started", "item-picked", "task-released"),
        *("task-assigned", "task-started", "item-picked", "task-completed"),
    ]
    assert [sequence for _, sequence in published(task.task_id)] == list(range(1, 10))


def test_a_supervisor_gives_it_to_somebody_who_starts_and_walks_on(bob):
    task = started_task()

    assigned = assign_pick_task(assigning(task))

    assert (assigned.status, assigned.worker) == ("assigned", bob)
    assert assign_pick_task(assigning(task, bob)) == assigned
    with pytest.raises(PickTaskTaken):
        confirm_picks(confirming(task))
    assert walk_to_the_end(task, bob).status == "completed"
    assert [kind for kind, _ in published(task.task_id)].count("task-assigned") == 2
    (entry,) = list_pick_task_history(
        task_id=task.task_id, client_id=CLIENT, page=PageRequest()
    ).results
    assert (entry.what, entry.actor) == ("assigned", "lead")
    assert [(each.name, each.was, each.now) for each in entry.values] == [("worker", "ann", bob)]


def test_an_open_task_is_given_to_somebody_before_anybody_takes_it(bob):
    task = open_task()

    assigned = assign_pick_task(assigning(task))

    assert (assigned.status, assigned.worker) == ("assigned", bob)
    assert available() == []
    with pytest.raises(PickTaskTaken):
        claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))
    assert walk_to_the_end(task, bob).worker == bob


def test_nobody_gives_back_what_another_has_but_a_supervisor():
    task = claimed_task()
    before = published(task.task_id)

    with pytest.raises(PickTaskTaken):
        release_pick_task(releasing(task, "eve"))
    assert get_pick_task(task_id=task.task_id) == task
    assert published(task.task_id) == before

    assert release_pick_task(releasing(task, "lead", of_anybody=True)).status == "open"
    assert release_pick_task(releasing(task, "lead")).status == "open"
    assert PickingHistoryRecord.objects.count() == 1


def test_what_is_over_or_not_there_yet_is_neither_given_back_nor_assigned():
    done = started_task()
    walk_to_the_end(done, WORKER)
    waiting = picking.prepare_pick_task(preparing(new_order()))
    published_before = PickingOutbox.objects.count()

    for task in (done, waiting):
        with pytest.raises(PickTaskNotReady):
            release_pick_task(releasing(task))
        with pytest.raises(PickTaskNotReady):
            assign_pick_task(assigning(task))
    for command, request in (
        (release_pick_task, releasing(done, client_id=ClientId(new_id()))),
        (assign_pick_task, assigning(done, client_id=ClientId(new_id()))),
        (assign_pick_task, replace(assigning(done), task_id=new_id())),
    ):
        with pytest.raises(PickTaskNotFound):
            command(request)

    assert PickingOutbox.objects.count() == published_before
    assert not PickingHistoryRecord.objects.exists()


def test_newer_places_find_a_task_that_was_given_back():
    task = started_task()
    confirm_picks(confirming(task))
    release_pick_task(releasing(task))

    kept = picking.place_pick_task(following(task, version=2))

    assert (kept.status, [line.status for line in kept.lines]) == ("open", ["picked"])
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor="bob"))
    start_pick_task(StartPickTask(task_id=task.task_id, actor="bob"))
    done = complete_pick_task(CompletePickTask(task_id=task.task_id, actor="bob"))
    assert (done.status, done.worker) == ("completed", "bob")


def test_work_goes_to_who_may_do_it_and_for_this_client_only():
    task = claimed_task()
    person("pam", "packer")
    make_site("other", "PAR1", "Europe/Paris")
    Api("picker", client="other", name="olga")
    before = published(task.task_id)

    for called in ("pam", "olga", "nobody"):
        with pytest.raises(UnknownWorker):
            assign_pick_task(assigning(task, called))

    assert (get_pick_task(task_id=task.task_id), published(task.task_id)) == (task, before)


def test_a_walk_to_nowhere_that_is_given_back_is_over():
    task = claimed_task()
    picking.place_pick_task(following(task, version=2))
    assert get_pick_task(task_id=task.task_id).status == "assigned"

    done = release_pick_task(releasing(task))

    assert (done.status, done.worker) == ("completed", "")
    assert [kind for kind, _ in published(task.task_id)][-2:] == ["task-released", "task-completed"]


@pytest.mark.django_db(transaction=True)
def test_given_away_and_claimed_at_once_it_has_one_worker(bob):
    for _ in range(8):
        task = open_task()

        at_once(
            [
                lambda: claim_pick_task(
                    ClaimPickTask(task_id=task.task_id, actor="eve")  # noqa: B023 - the same
                ),
                lambda: assign_pick_task(assigning(task)),  # noqa: B023 - the same
                lambda: release_pick_task(releasing(task, "eve")),  # noqa: B023 - the same
            ]
        )

        row = PickTask.objects.get(task_id=task.task_id)
        assert (row.status, row.worker) == ("assigned", bob)
        assert [number for _, number in published(task.task_id)] == list(range(1, row.version + 1))


def test_over_http_by_name_and_only_a_supervisor_gives_work_away():
    site = make_site()
    lead, ann, bert = (
        Api("supervisor", name="lead"),
        Api("picker", name="ann"),
        Api("picker", name="bert"),
    )
    Api("packer", name="pam")
    order = picking.prepare_pick_task(replace(preparing(new_order()), client_id=site.client_id))
    task = picking.place_pick_task(replace(placing(order.order_id), client_id=site.client_id))
    path = f"{URL}/{task.task_id}"
    ann.post(f"{path}/claim")

    assert ann.post(f"{path}/assign", {"assignee": "bert"}).status_code == 403
    assert bert.post(f"{path}/release").json()["code"] == "pick_task_taken"
    refused = lead.post(f"{path}/assign", {"assignee": "pam"})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_worker")
    assert refused.json()["errors"][0]["pointer"] == "/assignee"
    given = lead.post(f"{path}/assign", {"assignee": "BERT"})
    assert (given.status_code, given.json()["status"]) == (200, "assigned")
    again = lead.post(f"{path}/assign", {"assignee": given.json()["worker"]})
    assert again.json() == given.json()
    back = bert.post(f"{path}/release")
    assert (back.status_code, back.json()["status"]) == (200, "open")
    listed = lead.get(f"{path}/history").json()["results"]
    assert [(each["what"], each["values"][0]["now"]) for each in listed] == [
        ("released", ""),
        ("assigned", bert.actor),
    ]
    assert lead.get(f"{URL}/{new_id()}/history").status_code == 404


def test_the_buttons_of_a_supervisor(client):
    lead = log_in(client, "supervisor")
    started_task()
    row = PickTask.objects.get()
    page, assign, release = (
        reverse(f"admin:picking_picktask_{what}", args=[row.pk])
        for what in ("change", "assign", "give_back")
    )

    asked = lead.get(assign).content.decode()
    assert "supervisor" in asked
    me = actor_called("supervisor")
    done = lead.post(assign, SURE | {"assignee": me}, follow=True).content.decode()
    assert f"{row.number} is for supervisor." in done
    assert "worker: ann → supervisor" in done
    done = lead.post(release, SURE, follow=True).content.decode()

    assert f"{row.number} is open." in done
    assert release not in lead.get(page).content.decode()
    refused = lead.post(assign, SURE | {"assignee": "user:99"})
    assert "Select a valid choice" in refused.content.decode()
    assert PickTask.objects.get().worker == ""
