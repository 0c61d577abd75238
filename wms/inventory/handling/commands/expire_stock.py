"""Let goods expire whose date has come."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from wms.inventory.catalogue.contracts.refusals import GoodsMissing, StockClaimed
from wms.inventory.catalogue.contracts.words import (
    AllocationStatus,
    MovementCause,
    ReasonCode,
    StockStatus,
)
from wms.inventory.handling.commands.physical_quantity import confirmed_picks_of
from wms.inventory.handling.commands.post_moves import post_moves
from wms.inventory.handling.commands.stock_lines import check_staged_stock
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.inventory.handling.events.adjustments import StockAdjustedEvent
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.reservations.models.reservations import Allocation
from wms.inventory.stock.commands.movements import Journal, Move
from wms.inventory.stock.contracts.stock import ExpireStock
from wms.inventory.stock.models.stock import StockUnit
from wms.kernel.actors import system_actor
from wms.kernel.ids import WarehouseId
from wms.platform.commands import Receipt, command
from wms.platform.ids import new_id
from wms.platform.jobs.run import Job
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import Warehouse

logger = logging.getLogger(__name__)
ACTOR = system_actor("expiry")
PAGE = 200


@dataclass(frozen=True, kw_only=True)
class _ExpireUnit:
    """Let what is left of one stock unit expire."""

    unit_id: UUID


def expire_stock(request: ExpireStock, /, *, receipt: Receipt | None = None) -> int:
    """Give all goods the status expired whose date has come in the time zone of their warehouse.

    Reservations that lose their stock return to backorder, allocations move to other goods; what
    pickers have in hand, or have put down in staging for orders, is left. Each stock unit by
    itself: a run may be stopped, and another one goes on; one that fails is reported and left out.

    Returns:
        How many stock units had goods that expired.
    """
    del receipt
    with Job("expire_stock") as job:
        expired = job.each(
            tenancy.list_warehouses(),
            lambda site: _expire_in(job, site, request.now),
            called=lambda site: f"warehouse {site.code}",
        )
    return sum(expired)


def _expire_in(job: Job, warehouse: Warehouse, now: datetime) -> int:
    due = _due(warehouse.warehouse_id, warehouse.day_at(now))
    return sum(job.each(due, _expired, called=lambda unit_id: f"stock unit {unit_id}"))


def _expired(unit_id: UUID) -> int:
    try:
        return _expire(_ExpireUnit(unit_id=unit_id))
    except (StockClaimed, GoodsMissing):
        # Some of it was picked or expired this moment: the next run sees what is left.
        logger.info("goods of stock unit %s are taken while they expire", unit_id)
        return 0


def _due(warehouse_id: WarehouseId, today: date) -> Iterator[UUID]:
    last = UUID(int=0)
    while True:
        page = list(
            StockUnit.objects.filter(
                status=StockStatus.USABLE,
                on_hand__gt=0,
                expires_on__lte=today,
                balance__warehouse_id=warehouse_id,
                id__gt=last,
            )
            .order_by("id")
            .values_list("id", flat=True)[:PAGE]
        )
        yield from page
        if len(page) < PAGE:
            break
        last = page[-1]


@command
def _expire(request: _ExpireUnit) -> int:
    unit = StockUnit.objects.select_related("location", "sku", "balance").get(id=request.unit_id)
    claims = Allocation.objects.filter(unit=unit, status=AllocationStatus.OPEN)
    in_hand = confirmed_picks_of(list(claims.values_list("id", flat=True)))
    quantity = unit.on_hand - sum(in_hand.values()) - _picked_of(unit)
    if quantity <= 0:
        return 0
    expired = StockUnit(
        balance_id=unit.balance_id,
        sku=unit.sku,
        location=unit.location,
        lot=unit.lot,
        expires_on=unit.expires_on,
        status=StockStatus.EXPIRED.value,
    )
    change_id = new_id()
    goods = Move(
        source=unit,
        target=expired,
        quantity=quantity,
        idempotency_key=f"expiry/{change_id}",
        cause=MovementCause.EXPIRY,
        reason=ReasonCode.EXPIRED.value,
    )
    journal = Journal(
        client_id=unit.balance.client_id,
        warehouse_id=unit.balance.warehouse_id,
        occurred_at=timezone.now(),
        actor=ACTOR,
    )
    post_moves([goods], journal, reallocates=True)
    check_staged_stock([unit])
    _publish(unit, change_id, quantity)
    return 1


def _picked_of(unit: StockUnit) -> int:
    """Return how many of the goods were picked for orders, and lie in staging until they leave."""
    picked = Allocation.objects.filter(staged_unit=unit, status=AllocationStatus.PICKED)
    return int(picked.aggregate(units=Coalesce(Sum("picked"), 0))["units"])


def _publish(unit: StockUnit, change_id: UUID, quantity: int) -> None:
    InventoryOutbox.publish(
        StockAdjustedEvent.of(
            unit.balance,
            change_id=change_id,
            cause=MovementCause.EXPIRY,
            reference="",
            reason_code=ReasonCode.EXPIRED,
            lines=tuple(
                AdjustmentLine(
                    sku=unit.sku.code,
                    location=unit.location.code,
                    lot=unit.lot,
                    status=status,
                    quantity=units,
                )
                for status, units in (
                    (StockStatus.USABLE, -quantity),
                    (StockStatus.EXPIRED, quantity),
                )
            ),
            actor=ACTOR,
        ),
        sequence=1,
    )
