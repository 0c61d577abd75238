"""Say where the goods of a task are now."""

from uuid import UUID

from django.utils import timezone

from wms.inventory.catalogue.contracts.words import LocationKind, MoveTaskKind, MoveTaskStatus
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.catalogue.queries.locations import locations_of
from wms.inventory.handling.commands.location_blocks import read_under_lock
from wms.inventory.handling.commands.post_moves import post_moves
from wms.inventory.handling.events.moves import StockMovedEvent
from wms.inventory.moves import contracts
from wms.inventory.moves.commands.doubtful_stock import DOUBTFUL, ask_for_count
from wms.inventory.moves.contracts import (
    Carried,
    CompleteMoveTask,
    MoveDiffers,
    MoveTaskNotFound,
    MoveTaskTaken,
)
from wms.inventory.moves.events import StockReturnedEvent
from wms.inventory.moves.queries.tasks import describe_move_task
from wms.inventory.moves.rules import (
    CAUSES,
    Asked,
    check_carried,
    check_target,
    left_for_later,
)
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.stock.commands.movements import Journal, Move
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.commands.open_move_tasks import open_tasks
from wms.inventory.work.contracts.tasks import MoveTaskNotReady
from wms.inventory.work.models.tasks import MoveTask
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.kernel.text import folded
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def complete_move_task(request: CompleteMoveTask) -> contracts.MoveTask:
    """Book what was carried; a completed task is answered as before.

    What found no room gets a task of its own, unless it came from reserve; what was left for
    another reason stays where it was, with the reason on the task; if it was not found or is
    damaged, the place is to be counted.

    Raises:
        MoveTaskNotFound: there is no such task, or not of this client.
        MoveTaskTaken: another worker has it.
        MoveTaskNotReady: it was not claimed, or was cancelled.
        MoveDiffers: it was completed with another quantity, or to another place.
        WrongScan: another SKU or lot, from another place, or to the place it came from.
        OverMove: more units than asked.
        ReasonMissing: fewer units, and nothing says why.
        LocationNotFound: the warehouse has no such location.
        LocationBlocked: nothing may be put there now.
        LocationUnfit: such goods are not put at a location of this kind.
        GoodsMissing: fewer units are there than were carried.
        StockClaimed: the units are claimed for orders.
    """
    row = _locked_task(request)
    carried = request.carried
    if row.status == MoveTaskStatus.COMPLETED:
        return _as_before(row, carried)
    now = timezone.now()
    if row.status == MoveTaskStatus.OPEN and request.may_claim:
        row.worker, row.started_at = request.actor, now
    elif row.status != MoveTaskStatus.IN_PROGRESS:
        raise MoveTaskNotReady(f"{row} is {row.status} and cannot be completed")
    asked = Asked(
        kind=MoveTaskKind(row.kind),
        sku=row.sku.code,
        lot=row.from_unit.lot,
        from_location=row.from_unit.location.code,
        quantity=row.quantity,
    )
    check_carried(asked, carried)
    if carried.reason in DOUBTFUL:
        ask_for_count(row, request.actor)
    target = locations_of(WarehouseId(row.warehouse_id), [carried.to_location])[carried.to_location]
    read_under_lock([row.from_unit.location, target])
    check_target(
        asked,
        location=target.code,
        kind=LocationKind(target.kind),
        is_blocked=target.is_blocked,
    )
    row.become(MoveTaskStatus.COMPLETED)
    row.moved = carried.quantity
    row.to_location = target
    row.reason = carried.reason.value if carried.reason and row.moved < row.quantity else row.reason
    row.ended_at = now
    row.version += 1
    row.save(
        update_fields=[
            *("status", "moved", "to_location", "reason"),
            *("worker", "started_at", "ended_at", "version"),
        ]
    )
    rest = left_for_later(asked, carried)
    if rest:
        open_tasks([_task_for_the_rest(row, rest)])
    if row.moved:
        _book(row, target)
    InventoryOutbox.publish(_fact(row), sequence=row.version)
    return describe_move_task(row)


def _locked_task(request: CompleteMoveTask) -> MoveTask:
    row = MoveTask.objects.described().locked_one(
        request.task_id, of=request.client_id, missing=MoveTaskNotFound
    )
    if row.worker and not tenancy.is_actor(row.worker, request.actor):
        raise MoveTaskTaken(f"{row} belongs to {tenancy.name_of(row.worker)}")
    return row


def _as_before(row: MoveTask, carried: Carried) -> contracts.MoveTask:
    before = describe_move_task(row)
    there = folded(before.to_location or "")
    if (before.moved, there) != (carried.quantity, folded(carried.to_location)):
        raise MoveDiffers(f"{row} brought {row.moved} units to {before.to_location}")
    return before


def _task_for_the_rest(row: MoveTask, quantity: int) -> MoveTask:
    """Return a task for what was left; where to is for the worker to find."""
    return MoveTask(
        key=f"rest/{row.id}",
        kind=row.kind,
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        sku_id=row.sku_id,
        from_unit_id=row.from_unit_id,
        quantity=quantity,
        order_id=row.order_id,
    )


def _book(row: MoveTask, target: Location) -> None:
    source = row.from_unit
    move = Move(
        source=source,
        target=StockUnit(
            balance_id=source.balance_id,
            sku_id=source.sku_id,
            location=target,
            lot=source.lot,
            expires_on=source.expires_on,
            status=source.status,
        ),
        quantity=row.moved,
        idempotency_key=f"move/{row.id}/1",
        cause=CAUSES[MoveTaskKind(row.kind)],
        reason=row.reason[:32],
    )
    journal = Journal(
        client_id=row.client_id,
        warehouse_id=row.warehouse_id,
        occurred_at=row.ended_at or timezone.now(),
        actor=row.worker,
        reference=row.number,
        order_id=row.order_id,
    )
    post_moves([move], journal)


def _fact(row: MoveTask) -> StockMovedEvent | StockReturnedEvent:
    order_id = None if row.order_id is None else OrderId(row.order_id)
    event = StockReturnedEvent if row.kind == MoveTaskKind.RETURN_TO_STOCK else StockMovedEvent
    to_location = "" if row.to_location is None else row.to_location.code
    return event(
        move_id=UUID(str(row.id)),
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        order_id=order_id,
        cause=CAUSES[MoveTaskKind(row.kind)],
        sku=row.sku.code,
        lot=row.from_unit.lot,
        from_location=row.from_unit.location.code,
        to_location=to_location,
        quantity=row.moved,
        reason=row.reason,
        actor=row.worker,
    )
