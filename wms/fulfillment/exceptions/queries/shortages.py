"""Which lines of an order lack stock that was reserved for it."""

from wms.inventory import facade as inventory
from wms.kernel.ids import OrderId
from wms.picking import facade as picking


def open_shortages(*, order_id: OrderId) -> dict[int, int]:
    """Return how many units each line lacks, in base units, that no other exception is about.

    What a picker did not find comes before a person when the walk ends (``short_pick``), with the
    place. What was lost in an earlier round is asked for again in the present one.
    """
    round_no = inventory.find_latest_round(order_id=order_id)
    if round_no is None:
        return {}
    lost = {
        line.line_no: line.quantity
        for line in inventory.list_lost_units(order_id=order_id, round_no=round_no)
    }
    task = picking.find_pick_task(order_id=order_id, round_no=round_no) if lost else None
    for stop in () if task is None else task.lines:
        if stop.line_no in lost:
            lost[stop.line_no] -= stop.short_quantity
    return {line_no: units for line_no, units in lost.items() if units > 0}
