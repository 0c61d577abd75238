"""Pick locations that are kept filled no more, and stock that may run out again."""

from functools import partial

import pytest
from django.utils import timezone

from tests.factories.inventory import CLIENT, put, register_location, reserving
from tests.factories.keeping import facing, threshold_at
from tests.factories.tasks import carrying, claim
from tests.inventory.moves.facts import facts
from tests.inventory.reading import on_hand
from tests.support.races import at_once
from tests.support.tables import rows_of
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import InventoryOutbox, MoveTask, PickFace, StockThreshold
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment
from wms.inventory.replenishment.commands.remove_pick_face import remove_pick_face
from wms.inventory.replenishment.commands.remove_stock_threshold import remove_stock_threshold
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.commands.watch_low_stock import watch_low_stock
from wms.inventory.replenishment.contracts.levels import (
    PlanReplenishment,
    RemovedPickFace,
    RemovePickFace,
    RemoveStockThreshold,
    WatchLowStock,
)
from wms.inventory.replenishment.contracts.refusals import PickFaceNotFound, StockThresholdNotFound
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-01")
    register_location("A-02")
    register_location("R-01", LocationKind.RESERVE)
    put(100, location="R-01")


@pytest.fixture
def face():
    return set_pick_face(facing(5, 30))


def plan():
    page = plan_replenishment(PlanReplenishment(now=timezone.now()))
    return page.tasks, page.units


def removing(face, client_id=CLIENT):
    return RemovePickFace(pick_face_id=face.pick_face_id, client_id=client_id, actor="user:7")


def forgetting(threshold, client_id=CLIENT):
    return RemoveStockThreshold(
        threshold_id=threshold.threshold_id, client_id=client_id, actor="user:7"
    )


def test_what_is_removed_is_filled_no_more(face):
    removed = remove_pick_face(removing(face))

    assert removed == RemovedPickFace(pick_face=face, cancelled_tasks=())
    assert plan() == (0, 0)
    assert PickFace.objects.count() == 0
    assert facts() == []


def test_its_open_tasks_are_cancelled_and_nobody_elses(face):
    set_pick_face(facing(5, 30, "A-02"))
    plan()
    own = MoveTask.objects.get(to_location__code="A-01")

    removed = remove_pick_face(removing(face))

    assert removed.cancelled_tasks == (own.number,)
    assert facts() == [("move-task-cancelled", own.id, 1)]
    own.refresh_from_db()
    assert (own.status, own.reason) == ("cancelled", "the pick face was removed")
    assert own.ended_at is not None
    assert MoveTask.objects.get(to_location__code="A-02").status == "open"
    assert on_hand("R-01") == 100


def test_a_task_that_a_worker_has_is_left_to_him(face):
    plan()
    task = claim(get_move_task(task_id=MoveTask.objects.get().id))

    removed = remove_pick_face(removing(face))
    complete_move_task(carrying(task))

    assert removed.cancelled_tasks == ()
    assert (on_hand("R-01"), on_hand("A-01")) == (70, 30)


def test_a_pick_face_that_was_removed_can_be_made_again(face):
    plan()
    remove_pick_face(removing(face))

    again = set_pick_face(facing(5, 30))

    assert again.pick_face_id != face.pick_face_id
    assert plan() == (1, 30)


@pytest.mark.parametrize("client_id", [new_id(), None])
def test_what_is_not_there_or_not_ones_own_is_not_found(face, client_id):
    threshold = set_stock_threshold(threshold_at(5))
    if client_id is None:
        remove_pick_face(removing(face, None))
        remove_stock_threshold(forgetting(threshold, None))
    before = rows_of(PickFace, StockThreshold, MoveTask, InventoryOutbox)

    with pytest.raises(PickFaceNotFound):
        remove_pick_face(removing(face, client_id))
    with pytest.raises(StockThresholdNotFound):
        remove_stock_threshold(forgetting(threshold, client_id))

    assert rows_of(PickFace, StockThreshold, MoveTask, InventoryOutbox) == before


def test_stock_whose_threshold_was_removed_gives_no_alert():
    threshold = set_stock_threshold(threshold_at(50))
    inventory.reserve_stock(reserving(60))

    removed = remove_stock_threshold(forgetting(threshold))

    assert (removed.sku, removed.low_stock_at, removed.atp) == ("BOLT-M8", 50, 40)
    assert watch_low_stock(WatchLowStock(now=timezone.now())) == 0
    assert StockThreshold.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_planning_beside_removing_leaves_no_task_that_is_open():
    for _round in range(8):
        face = set_pick_face(facing(5, 30))

        at_once([plan, partial(remove_pick_face, removing(face))] * 2)

        assert PickFace.objects.count() == 0
        assert MoveTask.objects.unfinished().count() == 0
