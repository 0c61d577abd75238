"""Say that goods are fit for use, or not."""

from collections.abc import Sequence

from django.utils import timezone

from wms.inventory.adjustments.commands.journals import journal_of
from wms.inventory.adjustments.contracts import changes as contracts
from wms.inventory.adjustments.contracts.changes import ChangeStatus
from wms.inventory.adjustments.contracts.refused_changes import (
    ApprovalNeeded,
    StatusChangeDiffers,
)
from wms.inventory.adjustments.models import StatusChange
from wms.inventory.adjustments.queries.changes import STATUS_LINES, describe_status_change
from wms.inventory.adjustments.rules import check_age, check_change, is_given_up
from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.catalogue.models.insert import insert_first
from wms.inventory.catalogue.rules.spellings import alike
from wms.inventory.handling.commands.approval_limits import (
    Booking,
    count_against_limits,
    extent_of_goods,
    is_within_limits,
    lock_person,
)
from wms.inventory.handling.commands.post_moves import post_moves
from wms.inventory.handling.commands.stock_lines import (
    NamedStock,
    check_staged_stock,
    units_between,
)
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.inventory.handling.events.adjustments import StockAdjustedEvent
from wms.inventory.outbox import InventoryOutbox
from wms.inventory.stock.commands.movements import Move
from wms.inventory.stock.models.stock import StockUnit
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy


@command
def change_status(request: ChangeStatus) -> contracts.StatusChange:
    """Give every line of goods another status, or none, once per reference; they stay in place.

    Reservations that lose their stock return to backorder; with ``force``, allocations are moved to
    other goods. Whether the caller may force is for the caller's edge to check.

    Raises:
        StatusChangeDiffers: the reference was booked with other lines, or in another warehouse.
        ApprovalNeeded: the person would call more goods unfit than anybody may alone.
        StatusNotAllowed: the goods have the status already, or are missing.
        LotExpired: goods would become usable that are too old.
        SkuNotFound: the client has no such SKU.
        LocationNotFound: the warehouse has no such location.
        LotNotFound: there never were goods of this lot.
        GoodsMissing: fewer units are there in that status.
        StockClaimed: the units are allocated for orders; with ``force``, picked for orders.
    """
    lock_person(request.actor)
    change = request.change
    row = StatusChange(
        client_id=request.client_id,
        warehouse_id=request.warehouse_id,
        reference=change.reference,
        lines=STATUS_LINES.dump_python(change.lines, mode="json"),
        reason_code=change.reason_code.value,
        force=change.force,
        note=change.note,
        actor=request.actor,
        created_at=timezone.now(),
    )
    if not insert_first(row):
        return describe_status_change(_booked_before(row))
    _book(request, row)
    InventoryOutbox.publish(
        StockAdjustedEvent.of(
            row, change_id=row.id, cause=MovementCause.STATUS_CHANGE, lines=_differences(request)
        ),
        sequence=1,
    )
    return describe_status_change(row)


def _booked_before(row: StatusChange) -> StatusChange:
    same = StatusChange.objects.get(client_id=row.client_id, reference=row.reference)
    before = (same.warehouse_id, same.reason_code, alike(same.lines))
    if before != (row.warehouse_id, row.reason_code, alike(row.lines)):
        raise StatusChangeDiffers(f"{row.reference} was booked with other lines")
    return same


def _book(request: ChangeStatus, row: StatusChange) -> None:
    lines = request.change.lines
    sources, targets = units_between(
        request.client_id,
        request.warehouse_id,
        [NamedStock(each.sku, each.location, each.lot, each.from_status) for each in lines],
        [NamedStock(each.sku, each.location, each.lot, each.to_status) for each in lines],
    )
    today = tenancy.day_at(warehouse_id=request.warehouse_id, instant=row.created_at)
    moves = []
    for number, (line, source, target) in enumerate(
        zip(lines, sources, targets, strict=True), start=1
    ):
        check_change(line.from_status, line.to_status)
        check_age(line.to_status, target.expires_on, today)
        moves.append(
            Move(
                source=source,
                target=target,
                quantity=line.quantity,
                idempotency_key=f"status-change/{row.id}/{number}",
                cause=MovementCause.STATUS_CHANGE,
                reason=row.reason_code,
            )
        )
    _check_alone(request, sources)
    post_moves(moves, journal_of(row), reallocates=row.force)
    check_staged_stock(sources)


def _check_alone(request: ChangeStatus, sources: Sequence[StockUnit]) -> None:
    extent = extent_of_goods(
        (line.quantity, unit.sku)
        for line, unit in zip(request.change.lines, sources, strict=True)
        if is_given_up(line.from_status, line.to_status)
    )
    if not is_within_limits(request.actor, extent):
        raise ApprovalNeeded(
            f"{extent.units} units more are above what one person may call unfit alone:"
            " ask for them as an adjustment, which somebody else approves"
        )
    count_against_limits(
        Booking(
            client_id=request.client_id,
            actor_id=request.actor,
            cause=MovementCause.STATUS_CHANGE,
            reference=request.change.reference,
        ),
        extent,
    )


def _differences(request: ChangeStatus) -> tuple[AdjustmentLine, ...]:
    return tuple(
        AdjustmentLine(
            sku=line.sku, location=line.location, lot=line.lot, status=status, quantity=quantity
        )
        for line in request.change.lines
        for status, quantity in (
            (line.from_status, -line.quantity),
            (line.to_status, line.quantity),
        )
    )
