"""Walks whose places change, as tests make them and look at them."""

from tests.factories.picking import WORKER, following, place
from wms.picking import facade as picking
from wms.picking.contracts import CompletePickTask
from wms.picking.models import PickTask
from wms.picking.services.complete_pick_task import complete_pick_task


def at(number, **more):
    """A place that no other has: the number is its shelf and its turn."""
    return place(location=f"A-{number:02}", pick_sequence=number, **more)


def stops(task):
    """Return location, units asked, and status of each stop."""
    return [(line.location, line.quantity, line.status) for line in task.lines]


def follow(task, *places, version):
    return picking.place_pick_task(following(task, *places, version=version))


def complete(task):
    return complete_pick_task(CompletePickTask(task_id=task.task_id, actor=WORKER))


def line_count(task):
    return PickTask.objects.get(task_id=task.task_id).line_count
