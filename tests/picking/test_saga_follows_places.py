"""The steps of the saga beside the facts of inventory: whichever comes first, one walk."""

import pytest

from tests.factories.counts import ordered
from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from tests.factories.keeping import adjusting, found
from tests.factories.picking import WORKER, cancelling, confirming, published, task_of
from tests.inventory.reading import differences, totals
from tests.support.races import deliver
from wms.fulfillment.saga.activities.facade_steps import FacadeSteps
from wms.fulfillment.saga.contracts.orders import OrderRound
from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.models import InventoryOutbox, StockMovement
from wms.picking import facade as picking
from wms.picking.contracts import ClaimPickTask, PickTaskStatus, ReleasePickTask, StartPickTask
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.release_pick_task import release_pick_task
from wms.picking.services.start_pick_task import start_pick_task
from wms.picking.subscribers import subscriber
from wms.platform.current_actor import acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-01", pick_sequence=10)
    register_location("B-01", pick_sequence=20)
    put(5, location="A-01")


@pytest.fixture
def order():
    """An order of five units at A-01, all there are."""
    return ordered(5)


def round_of(order):
    return OrderRound(
        order_id=order.order_id, client_id=CLIENT, warehouse_id=WAREHOUSE, number="O-000007"
    )


def lose():
    adjust_stock(adjusting(found(-5), force=True))


def hear_all():
    for row in InventoryOutbox.objects.order_by("id"):
        if row.event_type in subscriber.handlers:
            deliver(subscriber, row)


def stops(order):
    return [(line.location, line.status) for line in task_of(order.order_id).lines]


@pytest.mark.parametrize("steps", ["saga", "facts", "saga facts", "facts saga"])
def test_a_walk_is_led_to_the_new_place_by_whoever_comes(order, steps):
    hear_all()
    put(5, location="B-01")
    lose()

    for each in steps.split():
        if each == "saga":
            assert FacadeSteps().open_pick_task(round_of(order)) is PickTaskStatus.OPEN
        else:
            hear_all()

    assert stops(order) == [("A-01", "cancelled"), ("B-01", "open")]
    assert published(task_of(order.order_id).task_id) == [("task-created", 1)]


def test_facts_that_are_older_than_what_the_saga_read_change_nothing(order):
    put(5, location="B-01")
    lose()
    FacadeSteps().open_pick_task(round_of(order))

    hear_all()

    assert stops(order) == [("B-01", "open")]


@pytest.mark.parametrize("is_known", [True, False])
def test_an_order_whose_goods_are_all_lost_has_nothing_picked(order, is_known):
    if is_known:
        hear_all()
    lose()

    status = FacadeSteps().open_pick_task(round_of(order))
    units = FacadeSteps().book_picks(round_of(order))

    assert status is PickTaskStatus.COMPLETED
    assert units == ((PickedUnits(line_no=1, quantity=0),) if is_known else ())
    assert (totals(), differences()) == ((0, 0, 0), ())


def test_what_somebody_picked_who_gave_the_walk_back_is_booked_by_who_cancels(order):
    FacadeSteps().open_pick_task(round_of(order))
    task = task_of(order.order_id)
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))
    start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))
    confirm_picks(confirming(task))
    release_pick_task(ReleasePickTask(task_id=task.task_id, actor=WORKER))
    picking.cancel_pick_task(cancelling(order.order_id, force=True))

    with acting("user:7"):
        FacadeSteps().book_picks(round_of(order))

    assert set(StockMovement.objects.filter(cause="pick").values_list("actor", flat=True)) == {
        "user:7"
    }
