"""Packing cancelled before there was anything to pack leaves a closed round, and no task."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from tests.factories.packing import CLIENT, cancelling, creating, new_order, open_task, published
from wms.kernel.pages import PageRequest
from wms.packing import facade as packing
from wms.packing.contracts import (
    PackRoundClosed,
    PackTaskFilter,
    PackTaskNotFound,
    pack_task_id_for,
)
from wms.packing.models import PackTask
from wms.packing.selectors.tasks import get_pack_task, list_pack_tasks

pytestmark = pytest.mark.django_db


def test_what_was_never_made_is_no_task_in_no_list_and_has_no_number(admin_client):
    task, order_id = open_task(), new_order()
    never_made = pack_task_id_for(order_id, 1)

    packing.cancel_pack_task(cancelling(order_id))

    page = list_pack_tasks(client_id=CLIENT, filters=PackTaskFilter(), page=PageRequest())
    assert [each.task_id for each in page.results] == [task.task_id]
    with pytest.raises(PackTaskNotFound):
        get_pack_task(task_id=never_made)
    shown = admin_client.get(reverse("admin:packing_packtask_changelist"))
    assert [row.task_id for row in shown.context["cl"].result_list] == [task.task_id]
    assert PackTask.objects.get(task_id=never_made).number is None
    assert published(never_made) == []
    with pytest.raises(PackRoundClosed, match=f"packing order {order_id} was cancelled"):
        packing.create_pack_task(creating(order_id))


def test_a_task_that_was_made_keeps_its_number():
    task = open_task()

    with pytest.raises(IntegrityError, match="pack_task_that_was_made_has_a_number"):
        PackTask.objects.filter(task_id=task.task_id).update(number=None)
