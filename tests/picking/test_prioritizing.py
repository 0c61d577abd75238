"""A task that pickers take earlier or later than its order says."""

import pytest
from django.urls import reverse

from tests.factories.picking import claimed_task, open_task, published
from tests.support.people import actor_called, log_in
from wms.orders.contracts import Priority
from wms.picking.contracts import PickTaskNotFound, PickTaskNotReady
from wms.picking.contracts.commands import PrioritizePickTask
from wms.picking.models import PickingOutbox, PickTask
from wms.picking.services.prioritize_pick_task import prioritize_pick_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
KIND = "wms.picking.task-prioritized"


def prioritizing(task, priority=Priority.STANDARD, client_id=None):
    return PrioritizePickTask(
        task_id=task.task_id, priority=priority, actor="user:7", client_id=client_id
    )


def facts():
    return list(PickingOutbox.objects.filter(event_type=KIND).values_list("sequence", "actor"))


def test_it_is_changed_and_said_once():
    task = open_task()

    first, again = (prioritize_pick_task(prioritizing(task)) for _ in "ab")

    row = PickTask.objects.get()
    assert (row.priority_rank, again) == (Priority.STANDARD.rank, first)
    assert facts() == [(row.version, "user:7")]


def test_the_task_of_a_worker_keeps_its_priority():
    task = claimed_task()
    before = PickTask.objects.get().priority_rank, published(task.task_id)

    with pytest.raises(PickTaskNotReady):
        prioritize_pick_task(prioritizing(task))

    assert (PickTask.objects.get().priority_rank, published(task.task_id)) == before


def test_another_client_has_no_such_task():
    task = open_task()

    with pytest.raises(PickTaskNotFound):
        prioritize_pick_task(prioritizing(task, client_id=new_id()))

    assert facts() == []


def test_a_supervisor_changes_it_on_its_page(client):
    log_in(client, "supervisor")
    open_task()
    row = PickTask.objects.get()
    page = reverse("admin:picking_picktask_prioritize", args=[row.pk])

    done = client.post(page, {"_form_submitted": "True", "priority": "standard"}, follow=True)

    assert f"{row.number} has another priority." in done.content.decode()
    assert [actor for _, actor in facts()] == [actor_called("supervisor")]


def test_a_picker_does_not(client):
    log_in(client, "picker")
    open_task()
    page = reverse("admin:picking_picktask_prioritize", args=[PickTask.objects.get().pk])

    answer = client.post(page, {"_form_submitted": "True", "priority": "standard"})

    assert (answer.status_code, facts()) == (403, [])
