"""What a person does with the goods at a place: move, adjust, label, keep filled."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from unfold.enums import ActionVariant

from wms.inventory.adjustments.admin.stock_unit_forms import AdjustForm, MoveForm, StatusForm
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.adjustments.contracts.adjustments import AdjustStock, NewAdjustment
from wms.inventory.adjustments.contracts.changes import (
    ChangeStatus,
    NewStatusChange,
    NewTransfer,
    StatusLine,
    TransferLine,
    TransferStock,
)
from wms.inventory.catalogue.contracts.words import (
    AdjustmentReason,
    StatusChangeReason,
    StockStatus,
)
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.inventory.stock.models.stock import StockUnit
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.admin.buttons import CommandButton, Pressed, where

IS_HERE = where(
    StockUnit,
    on_hand__gt=0,
    status__in=frozenset(StockStatus) - {StockStatus.MISSING},
)


def _transfer(pressed: Pressed) -> TransferStock:
    unit, asked = _unit(pressed.row_id), pressed.asked
    line = TransferLine(
        sku=unit.sku.code,
        from_location=unit.location.code,
        to_location=asked["to_location"],
        quantity=asked["quantity"],
        lot=unit.lot,
        status=StockStatus(unit.status),
    )
    return TransferStock(
        client_id=ClientId(unit.balance.client_id),
        warehouse_id=WarehouseId(unit.balance.warehouse_id),
        transfer=NewTransfer(reference=asked["reference"], lines=(line,)),
        actor=pressed.actor,
    )


def _adjustment(pressed: Pressed) -> AdjustStock:
    unit, asked = _unit(pressed.row_id), pressed.asked
    line = AdjustmentLine(
        sku=unit.sku.code,
        location=unit.location.code,
        quantity=asked["quantity"],
        lot=unit.lot,
        status=StockStatus(unit.status),
    )
    return AdjustStock(
        client_id=ClientId(unit.balance.client_id),
        warehouse_id=WarehouseId(unit.balance.warehouse_id),
        adjustment=NewAdjustment(
            reference=asked["reference"],
            reason_code=AdjustmentReason(asked["reason"]),
            lines=(line,),
            note=asked["note"],
        ),
        actor=pressed.actor,
    )


def _change(pressed: Pressed) -> ChangeStatus:
    unit, asked = _unit(pressed.row_id), pressed.asked
    line = StatusLine(
        sku=unit.sku.code,
        location=unit.location.code,
        quantity=asked["quantity"],
        lot=unit.lot,
        from_status=StockStatus(unit.status),
        to_status=StockStatus(asked["to_status"]),
    )
    return ChangeStatus(
        client_id=ClientId(unit.balance.client_id),
        warehouse_id=WarehouseId(unit.balance.warehouse_id),
        change=NewStatusChange(
            reference=asked["reference"],
            reason_code=StatusChangeReason(asked["reason"]),
            lines=(line,),
        ),
        actor=pressed.actor,
    )


def _unit(unit_id: UUID) -> StockUnit:
    return get_object_or_404(
        StockUnit.objects.select_related("sku", "location", "balance"), id=unit_id
    )


class KeepingButtons:
    """The buttons on the page of a stock unit."""

    actions_detail = ("move_goods", "adjust_goods", "label_goods")
    move_goods = CommandButton(
        transfer_stock,
        "Move",
        scope="inventory:write",
        icon="moving",
        shows=IS_HERE,
        variant=ActionVariant.PRIMARY,
        ask=MoveForm,
        title="Transfer stock?",
        consequence="It keeps its lot and status.",
        build=_transfer,
        say=lambda moved: f"{moved.reference}: moved to {moved.lines[0].to_location}.",
    )
    adjust_goods = CommandButton(
        adjust_stock,
        "Adjust",
        scope="inventory:write",
        icon="exposure",
        ask=AdjustForm,
        title="Adjust the quantity on hand?",
        consequence="Above the limits it waits for approval by somebody else.",
        submit="Adjust",
        build=_adjustment,
        say=lambda adjusted: f"{adjusted.reference} is {adjusted.status}.",
    )
    label_goods = CommandButton(
        change_status,
        "Change status",
        scope="inventory:write",
        icon="label",
        shows=IS_HERE,
        ask=StatusForm,
        title="Change the stock status?",
        consequence="It stays where it is. Reservations that lose stock return to backorder.",
        submit="Change",
        build=_change,
        say=lambda changed: f"{changed.reference}: {changed.lines[0].to_status} now.",
    )
