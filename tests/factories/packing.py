"""Tasks that packing starts a test with, made by its own commands."""

from uuid import UUID

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.packing import facade as packing
from wms.packing.contracts import (
    CancelPackTask,
    CompletePackTask,
    CreatePackTask,
    NewCarton,
    PackLine,
    PackTask,
    PackTaskId,
    SealCarton,
    StartPackTask,
)
from wms.packing.models import PackingOutbox
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task
from wms.platform.ids import new_id

CLIENT = ClientId(UUID("01990000-0000-7000-8000-00000000000c"))
WAREHOUSE = WarehouseId(UUID("01990000-0000-7000-8000-00000000000d"))
WORKER = "ann"
LINES = (
    PackLine(line_no=1, sku="BOLT-M8", quantity=5),
    PackLine(line_no=2, sku="NUT-M8", quantity=4),
)


def new_order() -> OrderId:
    return OrderId(new_id())


def creating(order_id: OrderId, *lines: PackLine, round_no: int = 1) -> CreatePackTask:
    return CreatePackTask(
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        number="O-000007",
        priority_rank=1,
        lines=lines or LINES,
        round_no=round_no,
    )


def cancelling(order_id: OrderId, *, round_no: int = 1) -> CancelPackTask:
    return CancelPackTask(
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        reason="changed my mind",
        round_no=round_no,
    )


def open_task() -> PackTask:
    return packing.create_pack_task(creating(new_order()))


def started_task() -> PackTask:
    task = open_task()
    return start_pack_task(StartPackTask(task_id=task.task_id, actor=WORKER))


def packed_task() -> PackTask:
    task = started_task()
    seal_carton(sealing(task, carton()))
    return complete_pack_task(CompletePackTask(task_id=task.task_id, actor=WORKER))


def carton(*lines: PackLine, carton_no: int = 1, weight_grams: int = 800) -> NewCarton:
    return NewCarton(
        carton_no=carton_no,
        weight_grams=weight_grams,
        lines=lines or LINES,
        length_mm=300,
        width_mm=200,
        height_mm=100,
    )


def sealing(task: PackTask, box: NewCarton) -> SealCarton:
    return SealCarton(task_id=task.task_id, actor=WORKER, carton=box)


def published(task_id: PackTaskId) -> list[tuple[str, int]]:
    """Return what was published of a task, less the prefix, with its sequence."""
    messages = PackingOutbox.objects.filter(subject=task_id).order_by("id")
    return [(each.event_type.removeprefix("wms.packing."), each.sequence) for each in messages]
