"""Book goods as found or written off, or ask an approver."""

from django.utils import timezone

from wms.inventory.adjustments.commands.approvals import ask_approval
from wms.inventory.adjustments.commands.post_adjustment import adjusted_units, check_possible, post
from wms.inventory.adjustments.contracts import adjustments as contracts
from wms.inventory.adjustments.contracts.adjustments import AdjustStock
from wms.inventory.adjustments.contracts.refused_changes import AdjustmentDiffers
from wms.inventory.adjustments.events import AdjustmentRequestedEvent
from wms.inventory.adjustments.models import Adjustment
from wms.inventory.adjustments.queries.adjustments import ADJUSTMENT_LINES, describe_adjustment
from wms.inventory.catalogue.contracts.words import (
    AdjustmentStatus,
    MovementCause,
)
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.catalogue.rules.spellings import alike
from wms.inventory.handling.commands.approval_limits import (
    Booking,
    count_against_limits,
    extent_of_goods,
    is_within_limits,
    lock_person,
)
from wms.inventory.outbox import InventoryOutbox
from wms.platform.commands import command


@command
def adjust_stock(request: AdjustStock) -> contracts.Adjustment:
    """Book every line of an adjustment, or none, once per reference.

    Above the limits, with all that the person has booked alone within the period, nothing moves:
    it is kept ``pending``. Whether the caller may force is for the caller's edge to check.

    Raises:
        AdjustmentDiffers: the reference was used for other lines, or in another warehouse.
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LotNotFound: there never were goods of this lot.
        LotExpired: goods are said to be found usable that are too old.
        LotMissing: goods that are kept by lot or serial are found without one.
        SerialNotSingle: several units are found under one serial.
        SerialKnown: a unit with a serial is found that is in stock already.
        GoodsMissing: more is said to be lost than is there.
        StockClaimed: goods are allocated for orders; with ``force``, picked for orders.
    """
    lock_person(request.actor)
    adjustment = request.adjustment
    row = Adjustment(
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        reference=adjustment.reference,
        lines=ADJUSTMENT_LINES.dump_python(adjustment.lines, mode="json"),
        reason_code=adjustment.reason_code.value,
        status=AdjustmentStatus.PENDING.value,
        units=sum(abs(line.quantity) for line in adjustment.lines),
        force=adjustment.force,
        note=adjustment.note,
        actor=request.actor,
        actor_id=request.actor,
        created_at=timezone.now(),
    )
    if not insert_first(row):
        return describe_adjustment(_asked_before(row))
    units = adjusted_units(row)
    extent = extent_of_goods(
        (line.quantity, unit.sku) for line, unit in zip(adjustment.lines, units, strict=True)
    )
    row.worth = extent.in_words()
    if is_within_limits(request.actor, extent):
        post(row, units, force=row.force)
        count_against_limits(
            Booking(
                client_id=row.client_id,
                actor_id=row.actor_id,
                cause=MovementCause.ADJUSTMENT,
                reference=row.reference,
            ),
            extent,
        )
    else:
        check_possible(row, units)
        _ask(row)
        ask_approval(row)
    row.save(force_update=True, update_fields=["worth", "status", "version"])
    return describe_adjustment(row)


def _asked_before(row: Adjustment) -> Adjustment:
    same = Adjustment.objects.get(client_id=row.client_id, reference=row.reference)
    before = (same.warehouse_id, same.reason_code, alike(same.lines))
    if before != (row.warehouse_id, row.reason_code, alike(row.lines)):
        raise AdjustmentDiffers(f"{row.reference} was asked for with other lines")
    return same


def _ask(row: Adjustment) -> None:
    row.version += 1
    InventoryOutbox.publish(
        AdjustmentRequestedEvent.of(row, change_id=row.id),
        sequence=row.version,
    )
