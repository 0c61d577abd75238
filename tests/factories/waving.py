"""What the tests of waving begin with."""

from datetime import date
from uuid import UUID

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.platform.ids import new_id
from wms.waving import facade as waving
from wms.waving.contracts import (
    AddOrders,
    CancelWave,
    NewWave,
    NoteCandidate,
    PlanWave,
    QueueOrder,
    ReleaseWave,
    RemoveOrder,
    Wave,
    WaveLine,
)
from wms.waving.models import WavingOutbox
from wms.waving.selectors.waves import get_wave
from wms.waving.services.add_orders import add_orders
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.note_candidate import note_candidate
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.release_wave import release_wave
from wms.waving.services.remove_order import remove_order

CLIENT = ClientId(UUID(int=1))
WAREHOUSE = WarehouseId(UUID(int=3))
OTHER_WAREHOUSE = WarehouseId(UUID(int=4))


def note(
    *,
    order_id: OrderId | None = None,
    lines: int = 1,
    priority_rank: int = 1,
    ship_by: date | None = None,
    warehouse_id: WarehouseId = WAREHOUSE,
    client_id: ClientId = CLIENT,
) -> OrderId:
    """Note an order of so many lines of two units each."""
    order = order_id or OrderId(new_id())
    note_candidate(
        NoteCandidate(
            order_id=order,
            client_id=client_id,
            warehouse_id=warehouse_id,
            number=f"O-{str(order)[-6:]}",
            priority_rank=priority_rank,
            ship_by=ship_by,
            lines=tuple(
                WaveLine(line_no=line_no, sku=f"BOLT-M{line_no}", quantity=2)
                for line_no in range(1, lines + 1)
            ),
        )
    )
    return order


def queue(
    *,
    lines: int = 1,
    priority_rank: int = 1,
    ship_by: date | None = None,
    warehouse_id: WarehouseId = WAREHOUSE,
    client_id: ClientId = CLIENT,
) -> OrderId:
    """Note an order and make it plannable."""
    order = note(
        lines=lines,
        priority_rank=priority_rank,
        ship_by=ship_by,
        warehouse_id=warehouse_id,
        client_id=client_id,
    )
    waving.queue_order(QueueOrder(order_id=order))
    return order


def plan(*order_ids: OrderId, max_orders: int = 100, max_lines: int = 2000) -> Wave:
    """Plan a wave of these orders, or of what waits."""
    return plan_wave(
        PlanWave(
            warehouse_id=WAREHOUSE,
            wave=NewWave(max_orders=max_orders, max_lines=max_lines, order_ids=order_ids),
            actor="sue",
        )
    )


def orders_in(wave: Wave) -> list[OrderId]:
    """Return the orders of a wave, the most urgent first."""
    return [each.order_id for each in get_wave(wave_id=wave.wave_id).orders]


def release(wave: Wave) -> Wave:
    """Release a wave."""
    return release_wave(ReleaseWave(wave_id=wave.wave_id, actor="sue"))


def cancel(wave: Wave) -> Wave:
    """Dissolve a wave."""
    return cancel_wave(CancelWave(wave_id=wave.wave_id, reason="no truck", actor="user:7"))


def add(wave: Wave, *order_ids: OrderId) -> Wave:
    """Put orders into a wave."""
    return add_orders(AddOrders(wave_id=wave.wave_id, order_ids=order_ids, actor="user:7"))


def remove(wave: Wave, order_id: OrderId) -> Wave:
    """Take an order out of a wave."""
    return remove_order(RemoveOrder(wave_id=wave.wave_id, order_id=order_id, actor="user:7"))


def published() -> list[tuple[str, int]]:
    """Return what waving has told, with the versions, in order."""
    rows = WavingOutbox.objects.order_by("id").values_list("event_type", "sequence")
    return [(event_type.removeprefix("wms.wave."), sequence) for event_type, sequence in rows]
