"""Inventory and picking, told of each other's facts; pickers who act in between."""

from tests.factories.counts import PICKER
from tests.factories.inventory import put, register_location
from tests.factories.keeping import adjusting, found
from tests.factories.picking import picks_of, task_of
from tests.support.races import deliver
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import InventoryOutbox
from wms.inventory.subscribers import subscriber as inventory_subscriber
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    PickTaskStatus,
    StartPickTask,
)
from wms.picking.models import PickingOutbox
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task
from wms.picking.subscribers import subscriber as picking_subscriber


def build_shelves():
    """Two units at A-01, which is walked to first, and three at B-01."""
    register_location("A-01", pick_sequence=10)
    register_location("B-01", pick_sequence=20)
    register_location("STAGE-1", LocationKind.STAGING)
    put(2, location="A-01")
    put(3, location="B-01")


def tell(subscriber, outbox):
    """Hand all that a context has published to another, once."""
    for row in outbox.objects.order_by("id"):
        if row.event_type in subscriber.handlers:
            deliver(subscriber, row)


def tell_picking():
    tell(picking_subscriber, InventoryOutbox)


def tell_inventory():
    tell(inventory_subscriber, PickingOutbox)


def lose(quantity, location="A-01"):
    adjust_stock(adjusting(found(-quantity, location), force=True))


def started(order):
    task = task_of(order.order_id)
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=PICKER))
    return start_pick_task(StartPickTask(task_id=task.task_id, actor=PICKER))


def confirm(task):
    return confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=picks_of(task)))


def complete(task):
    return complete_pick_task(CompletePickTask(task_id=task.task_id, actor=PICKER))


def stops(order):
    return [(line.location, line.status) for line in task_of(order.order_id).lines]


def status_of(order):
    return inventory.get_reservation(order_id=order.order_id, round_no=1).status


def finish(*walks):
    """Complete walks, and let inventory hear of it twice."""
    for order in walks:
        assert complete(task_of(order.order_id)).status == PickTaskStatus.COMPLETED
    tell_inventory()
    tell_inventory()
