"""Facts that are too large for a message: what they left out is read, be it late or twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    put,
    register_location,
    reserving,
)
from tests.inventory.reading import differences, on_hand
from tests.inventory.test_subscribers import deliver
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.events import StockAllocatedEvent
from wms.inventory.models import InventoryOutbox
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PickTask,
    PickTaskStatus,
    StartPickTask,
)
from wms.picking.events import PickTaskCompletedEvent
from wms.picking.models import PickingInbox, PickingOutbox
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task
from wms.picking.subscribers import subscriber as pickers
from wms.platform.ids import new_id
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.platform.kafka.subscribers import Delivery
from wms.platform.outbox.models import encoding_of

pytestmark = pytest.mark.django_db
TINY = 2_600  # bytes: a message takes the smallest events, and none with many rows
PLACES = 12


@pytest.fixture
def order(settings):
    settings.KAFKA_MAX_EVENT_BYTES = TINY
    register_location("STAGE", LocationKind.STAGING)
    for number in range(PLACES):
        register_location(f"A-{number:02}", pick_sequence=number)
        put(1, location=f"A-{number:02}")
    wanted = reserving(PLACES)
    inventory.reserve_stock(wanted)
    inventory.allocate_stock(allocating(wanted))
    return wanted


def told(outbox, kind, name):
    row = outbox.objects.filter(event_type=name).order_by("-id").first()
    return encoding_of(kind).validate_json(row.data), row.sequence


def hear(event, sequence):
    """Hand an event to picking as the consumer does."""
    now, event_id = datetime.now(UTC), new_id()
    receipt = InboxReceipt(PickingInbox, event_id=event_id, occurred_at=now)
    delivery = Delivery(
        event_id=event_id,
        subject=event.subject,
        sequence=sequence,
        occurred_at=now,
        receipt=receipt,
    )
    try:
        pickers.handlers[event.event_type](event, delivery)
    except AlreadyHandled:
        return


def allocated():
    return told(InventoryOutbox, StockAllocatedEvent, "wms.inventory.stock-allocated")


def walked(task: PickTask) -> None:
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor="ann"))
    start_pick_task(StartPickTask(task_id=task.task_id, actor="ann"))
    picks = tuple(
        Pick(allocation_id=stop.allocation_id, location=stop.location, sku=stop.sku, quantity=1)
        for stop in task.lines
        if stop.status == "open"
    )
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor="ann", picks=picks))
    complete_pick_task(CompletePickTask(task_id=task.task_id, actor="ann"))


def task_of(order) -> PickTask:
    task = picking.find_pick_task(order_id=order.order_id, round_no=1)
    assert task is not None
    return task


def test_a_walk_gets_the_places_that_its_event_left_out(order):
    event, sequence = allocated()
    assert (event.places, event.left_out) == ((), PLACES)

    hear(event, sequence)
    hear(event, sequence)

    task = task_of(order)
    assert task.status is PickTaskStatus.OPEN
    assert [stop.location for stop in task.lines] == [f"A-{number:02}" for number in range(PLACES)]


def test_an_older_event_that_comes_late_takes_nothing_away(order):
    event, sequence = allocated()
    hear(event, sequence)
    before = task_of(order)

    hear(replace(event, left_out=3), sequence - 1)

    assert task_of(order) == before


def test_what_a_walk_brought_is_booked_though_its_event_left_it_out(order):
    hear(*allocated())
    walked(task_of(order))
    event, _ = told(PickingOutbox, PickTaskCompletedEvent, "wms.picking.task-completed")
    assert (event.lines, event.left_out) == ((), PLACES)

    deliver(event)
    deliver(event)

    assert on_hand("STAGE") == PLACES
    assert sum(on_hand(f"A-{number:02}") for number in range(PLACES)) == 0
    assert differences() == ()
    picked = InventoryOutbox.objects.filter(event_type="wms.inventory.stock-picked")
    assert picked.count() == 1
    assert (event.client_id, event.warehouse_id) == (CLIENT, WAREHOUSE)
