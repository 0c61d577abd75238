"""Tasks that carry goods, as commands ask for them."""

from itertools import count

from tests.factories.inventory import CLIENT
from wms.inventory.contracts import MoveTask, MoveTaskKind
from wms.inventory.models import Location, StockUnit
from wms.inventory.models import MoveTask as MoveTaskRow
from wms.inventory.moves.commands.claim_move_task import claim_move_task
from wms.inventory.moves.contracts import (
    CancelMoveTask,
    Carried,
    ClaimMoveTask,
    CompleteMoveTask,
)
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.work.commands.open_move_tasks import open_tasks
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.kernel.ids import ClientId, OrderId
from wms.platform.transactions import transaction

KEYS = count(1)
WORKER = "ann"


def open_task(
    quantity: int = 10,
    *,
    source: str = "P-01",
    target: str | None = "R-01",
    kind: MoveTaskKind = MoveTaskKind.PUT_AWAY,
    key: str | None = None,
    order_id: OrderId | None = None,
) -> MoveTask:
    """Ask for goods to be carried from a place where there are some."""
    unit = StockUnit.objects.select_related("balance").get(location__code=source, on_hand__gt=0)
    row = MoveTaskRow(
        key=key or f"test/{next(KEYS)}",
        kind=kind,
        client_id=unit.balance.client_id,
        warehouse_id=unit.balance.warehouse_id,
        sku_id=unit.sku_id,
        from_unit=unit,
        to_location=Location.objects.get(code=target) if target else None,
        quantity=quantity,
        order_id=order_id,
    )
    with transaction:
        (made,) = open_tasks([row])
    return get_move_task(task_id=MoveTaskId(made.id))


def claim(task: MoveTask, worker: str = WORKER) -> MoveTask:
    """Take a task."""
    return claim_move_task(ClaimMoveTask(task_id=task.task_id, actor=worker, client_id=CLIENT))


def carrying(
    task: MoveTask, quantity: int | None = None, *, worker: str = WORKER, **scanned: object
) -> CompleteMoveTask:
    """Say that a task was carried as it was asked, but for what was scanned otherwise."""
    fields: dict[str, object] = {
        "sku": task.sku,
        "from_location": task.from_location,
        "to_location": task.to_location or "R-01",
        "quantity": task.quantity if quantity is None else quantity,
    }
    carried = Carried(**(fields | scanned))  # type: ignore[arg-type]
    return CompleteMoveTask(task_id=task.task_id, actor=worker, carried=carried, client_id=CLIENT)


def cancelling(
    task: MoveTask, reason: str = "not needed", client_id: ClientId = CLIENT
) -> CancelMoveTask:
    """Say that a task is not needed."""
    return CancelMoveTask(task_id=task.task_id, reason=reason, client_id=client_id, actor="user:7")
