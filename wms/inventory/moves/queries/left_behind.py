"""Questions about goods that lie where nobody is sent for them."""

from uuid import UUID

from django.db.models import Sum

from wms.inventory.catalogue.contracts.words import AllocationStatus
from wms.inventory.reservations.models.reservations import Allocation
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.models.tasks import MoveTask


def units_left_behind(unit_id: UUID) -> int:
    """Return how many units of a stock unit no order has and no task will carry.

    Nothing is locked: what is left is a reason to send somebody, who finds what is there. Below 0
    where tasks ask for more than there is.
    """
    unit = StockUnit.objects.get(id=unit_id)
    staged = Allocation.objects.filter(staged_unit=unit_id, status=AllocationStatus.PICKED)
    picked = staged.aggregate(units=Sum("picked"))["units"] or 0
    tasks = MoveTask.objects.unfinished().filter(from_unit=unit_id)
    leaving = tasks.aggregate(units=Sum("quantity"))["units"] or 0
    left: int = unit.on_hand - unit.allocated - picked - leaving
    return left
