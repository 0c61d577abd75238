"""What becomes of goods that were to be carried to a pick face, and were not."""

import pytest
from django.utils import timezone

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.factories.keeping import facing
from tests.factories.tasks import WORKER, carrying, claim
from tests.inventory.reading import on_hand
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import CarryReason
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.contracts.counts import CancelCount
from wms.inventory.models import CycleCount, Location, MoveTask
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.contracts.levels import PlanReplenishment
from wms.inventory.work.contracts.counts import CountId

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def face():
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE)
    put(100, location="R-01")
    set_pick_face(facing(5, 30))


def plan():
    page = plan_replenishment(PlanReplenishment(now=timezone.now()))
    return page.tasks, page.units


def carry(quantity, reason):
    task = get_move_task(task_id=MoveTask.objects.unfinished().get().id)
    claim(task)
    return complete_move_task(carrying(task, quantity, reason=reason))


def test_what_found_no_room_stays_in_reserve_and_is_asked_for_once():
    plan()

    carry(3, CarryReason.NO_ROOM)

    assert (on_hand("A-01"), on_hand("R-01")) == (3, 97)
    assert MoveTask.objects.unfinished().count() == 0
    assert plan() == (1, 27)
    assert plan() == (0, 0)


@pytest.mark.parametrize("reason", [CarryReason.NOT_FOUND, CarryReason.DAMAGED])
def test_goods_that_are_doubted_are_counted_before_they_are_asked_for_again(reason):
    plan()

    carry(3, reason)

    count = CycleCount.objects.get()
    assert (count.location.code, count.cause, count.status) == ("R-01", "requested", "open")
    assert (count.client_id, count.created_by) == (CLIENT, WORKER)
    assert plan() == (0, 0)
    cancel_count(CancelCount(count_id=CountId(count.id), actor="sue", reason="seen"))
    assert plan() == (1, 27)


def test_a_count_that_was_only_planned_keeps_nobody_from_the_goods():
    CycleCount.objects.create(
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        location=Location.objects.get(code="R-01"),
        cause="planned",
        created_by="schedule",
    )

    assert plan() == (1, 30)
    carry(30, None)
    assert CycleCount.objects.count() == 1
