"""A task that is read through the cache, while its places change and nothing is published of it."""

import pytest

from tests.factories.picking import following, place, started_task
from wms.picking import facade as picking
from wms.picking.contracts import PickTask, PickTaskNotFound
from wms.picking.models import PickingOutbox
from wms.picking.selectors.tasks import get_pick_task
from wms.platform.cache.read import Read, read_through
from wms.platform.cache.tags import tag_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("cache")]


def question(task):
    return Read(
        contract=PickTask,
        tag=tag_of("picking", task.task_id),
        variant="",
        load=lambda: get_pick_task(task_id=task.task_id),
        missing=PickTaskNotFound,
    )


def test_a_stop_that_is_added_to_a_walk_is_read(cache):
    first, second = place(), place(location="A-01-02", pick_sequence=20)
    task = started_task(first)
    read_through(question(task))
    before = PickingOutbox.objects.count()

    picking.place_pick_task(following(task, first, second, version=2))

    assert PickingOutbox.objects.count() == before
    assert b"A-01-02" in read_through(question(task))[0]
