"""Requests about what comes in, move tasks and replenishment."""

from datetime import date

from django.utils import timezone

from tests.commands.examples.site import BY, stock
from tests.commands.registry import example_of
from tests.factories import inbound, keeping, tasks
from tests.factories.inventory import CLIENT, receiving, register_location, register_sku
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.claim_move_task import claim_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.release_move_task import release_move_task
from wms.inventory.moves.commands.reopen_move_task import reopen_move_task
from wms.inventory.moves.contracts import ClaimMoveTask, ReleaseMoveTask, ReopenMoveTask
from wms.inventory.receiving.commands.announce_inbound import announce_inbound
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.expect_inbound import expect_inbound
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.inbound import ExpectInbound
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment
from wms.inventory.replenishment.commands.remove_pick_face import remove_pick_face
from wms.inventory.replenishment.commands.remove_stock_threshold import remove_stock_threshold
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.commands.watch_low_stock import watch_low_stock
from wms.inventory.replenishment.contracts.levels import (
    PlanReplenishment,
    RemovePickFace,
    RemoveStockThreshold,
    WatchLowStock,
)


def move_task():
    stock()
    return tasks.open_task(4, source="A-01", target="B-01")


@example_of(announce_inbound)
def announced_units():
    register_sku()
    return inbound.announcing(5)


@example_of(expect_inbound)
def late_truck():
    register_sku()
    notice = inbound.announce(5)
    return ExpectInbound(
        notice_id=notice.notice_id, expected_on=date(2026, 12, 24), actor=BY, client_id=CLIENT
    )


@example_of(close_inbound)
def notice_that_nothing_came_of():
    register_sku()
    return inbound.closing(inbound.announce(5))


@example_of(receive_stock)
def units_that_came():
    register_location()
    register_sku()
    return receiving(NewReceiptLine(sku="BOLT-M8", location="A-01", quantity=5))


@example_of(claim_move_task)
def open_move():
    return ClaimMoveTask(task_id=move_task().task_id, actor=BY, client_id=CLIENT)


@example_of(complete_move_task)
def claimed_move():
    return tasks.carrying(tasks.claim(move_task()))


@example_of(release_move_task)
def move_of_somebody_who_goes_home():
    task = tasks.claim(move_task())
    return ReleaseMoveTask(task_id=task.task_id, actor=tasks.WORKER, client_id=CLIENT)


@example_of(cancel_move_task)
def needless_move():
    return tasks.cancelling(move_task())


@example_of(reopen_move_task)
def move_cancelled_wrongly():
    task = move_task()
    cancel_move_task(tasks.cancelling(task))
    return ReopenMoveTask(task_id=task.task_id, actor=BY, client_id=CLIENT)


@example_of(set_pick_face)
def pick_face():
    stock()
    return keeping.facing(5, 30)


@example_of(remove_pick_face)
def needless_pick_face():
    face = set_pick_face(pick_face())
    return RemovePickFace(pick_face_id=face.pick_face_id, actor=BY, client_id=CLIENT)


@example_of(plan_replenishment)
def pick_face_that_runs_empty():
    stock()
    receive_stock(receiving(NewReceiptLine(sku="BOLT-M8", location="B-01", quantity=50)))
    set_pick_face(keeping.facing(20, 30))
    return PlanReplenishment(now=timezone.now())


@example_of(set_stock_threshold)
def threshold():
    stock()
    return keeping.threshold_at(20)


@example_of(remove_stock_threshold)
def needless_threshold():
    kept = set_stock_threshold(threshold())
    return RemoveStockThreshold(threshold_id=kept.threshold_id, actor=BY, client_id=CLIENT)


@example_of(watch_low_stock)
def stock_below_its_threshold():
    set_stock_threshold(threshold())
    return WatchLowStock(now=timezone.now())
