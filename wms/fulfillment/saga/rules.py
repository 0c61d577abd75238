"""What one context answers, in the words of the next."""

from collections import Counter

from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.inventory.contracts import PickedPlace
from wms.packing.contracts import PackTask
from wms.picking.contracts import PickLineStatus, PickTask
from wms.shipping.contracts import Parcel

CONFIRMED = frozenset({PickLineStatus.PICKED, PickLineStatus.SHORT})


def picked_places(task: PickTask) -> tuple[PickedPlace, ...]:
    """Return the confirmed stops of a walk as inventory books them."""
    return tuple(
        PickedPlace(
            allocation_id=line.allocation_id,
            quantity=line.picked,
            short_quantity=line.short_quantity,
            reason=line.reason,
        )
        for line in task.lines
        if line.status in CONFIRMED
    )


def picked_units(task: PickTask) -> tuple[PickedUnits, ...]:
    """Return what was found for each line of the order, be it nothing."""
    units: Counter[int] = Counter()
    for line in task.lines:
        units[line.line_no] += line.picked
    return tuple(PickedUnits(line_no=no, quantity=units[no]) for no in sorted(units))


def parcels(task: PackTask) -> tuple[Parcel, ...]:
    """Return the sealed cartons as they are shipped."""
    return tuple(
        Parcel(
            carton_id=carton.carton_id,
            carton_no=carton.carton_no,
            weight_grams=carton.weight_grams,
            length_mm=carton.length_mm,
            width_mm=carton.width_mm,
            height_mm=carton.height_mm,
        )
        for carton in task.cartons
    )
