"""An order cancelled before its walk was made leaves a closed round, and no task."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from tests.factories.picking import (
    CLIENT,
    cancelling,
    claimed_task,
    new_order,
    open_task,
    placing,
    preparing,
    published,
)
from wms.kernel.pages import PageRequest
from wms.picking import facade as picking
from wms.picking.contracts import (
    PickRoundClosed,
    PickTaskFilter,
    PickTaskId,
    PickTaskNotFound,
    PickTaskStatus,
    PrepareWave,
    pick_task_id_for,
)
from wms.picking.models import PickTask
from wms.picking.selectors.tasks import get_pick_task, list_pick_tasks
from wms.picking.services.prepare_wave import prepare_wave

pytestmark = pytest.mark.django_db


def closed_round() -> PickTaskId:
    """Cancel the walk of an order that never reached the floor."""
    order_id = new_order()
    picking.cancel_pick_task(cancelling(order_id))
    return pick_task_id_for(order_id, 1)


def listed(**filters):
    page = list_pick_tasks(client_id=CLIENT, filters=PickTaskFilter(**filters), page=PageRequest())
    return [task.task_id for task in page.results]


def test_what_was_never_made_is_no_task_in_no_list_and_has_no_number(admin_client):
    task = open_task()
    never_made = closed_round()

    assert listed() == [task.task_id]
    assert listed(status=PickTaskStatus.CANCELLED) == []
    with pytest.raises(PickTaskNotFound):
        get_pick_task(task_id=never_made)
    page = admin_client.get(reverse("admin:picking_picktask_changelist"))
    assert [row.task_id for row in page.context["cl"].result_list] == [task.task_id]
    assert PickTask.objects.get(task_id=never_made).number is None
    assert published(never_made) == []


def test_a_cancel_takes_no_number():
    first = open_task()
    for _ in range(3):
        closed_round()
    picking.cancel_pick_task(cancelling(claimed_task().order_id))

    last = open_task()

    assert int(last.number.removeprefix("P-")) - int(first.number.removeprefix("P-")) <= 5


def test_a_wave_that_comes_after_the_cancel_makes_no_task():
    order_id = new_order()
    picking.cancel_pick_task(cancelling(order_id))

    prepare_wave(PrepareWave(tasks=(preparing(order_id),)))

    assert listed() == []
    # The wave counts its tasks by this.
    assert published(pick_task_id_for(order_id, 1)) == [("task-cancelled", 1)]
    with pytest.raises(PickRoundClosed, match=f"the walk for order {order_id} was cancelled"):
        picking.place_pick_task(placing(order_id))


def test_the_saga_still_reads_that_the_round_is_closed():
    order_id = new_order()
    picking.cancel_pick_task(cancelling(order_id))

    task = picking.find_pick_task(order_id=order_id, round_no=1)

    assert task is not None
    assert (task.status, task.number, task.lines) == (PickTaskStatus.CANCELLED, "", ())


def test_a_task_that_was_made_keeps_its_number():
    task = open_task()

    with pytest.raises(IntegrityError, match="pick_task_that_was_made_has_a_number"):
        PickTask.objects.filter(task_id=task.task_id).update(number=None)
