"""What a stock keeper does with the goods at a place: move, adjust, label, keep filled."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from wms.inventory.adjustments.admin.keeping_forms import AdjustForm, MoveForm, StatusForm
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
from wms.platform.admin.dialogs import carry_out, id_of
from wms.platform.rest.access import actor_of, scopes_of_person


class MayWrite:
    """Lets those who may change stock press the buttons."""

    def has_write_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may change stock."""
        del object_id
        return "inventory:write" in scopes_of_person(request.user)


class KeepingButtons(MayWrite):
    """The buttons on the page of a stock unit."""

    actions_detail = ("move_goods", "adjust_goods", "label_goods")

    @action(
        description="Move",
        icon="moving",
        variant=ActionVariant.PRIMARY,
        permissions=["write"],
        dialog={
            "title": "Where are the goods carried?",
            "description": "They keep their lot and their status.",
            "form_class": MoveForm,
            "form_submit_text": "Move",
        },
    )
    def move_goods(self, request: HttpRequest, form: MoveForm, object_id: str) -> HttpResponse:
        """Carry goods to another place."""
        unit, asked = _unit(object_id), form.cleaned_data
        line = TransferLine(
            sku=unit.sku.code,
            from_location=unit.location.code,
            to_location=asked["to_location"],
            quantity=asked["quantity"],
            lot=unit.lot,
            status=StockStatus(unit.status),
        )
        command = TransferStock(
            client_id=ClientId(unit.balance.client_id),
            warehouse_id=WarehouseId(unit.balance.warehouse_id),
            transfer=NewTransfer(reference=asked["reference"], lines=(line,)),
            actor=actor_of(request.user),
        )
        return _carry_out(
            request,
            object_id,
            lambda: f"{transfer_stock(command).reference}: moved to {line.to_location}.",
        )

    @action(
        description="Found or lost",
        icon="exposure",
        permissions=["write"],
        dialog={
            "title": "How many are there more, or fewer?",
            "description": "Above the limits a second person is asked first.",
            "form_class": AdjustForm,
            "form_submit_text": "Book",
        },
    )
    def adjust_goods(self, request: HttpRequest, form: AdjustForm, object_id: str) -> HttpResponse:
        """Book goods as found or lost."""
        unit, asked = _unit(object_id), form.cleaned_data

        def adjust() -> str:
            line = AdjustmentLine(
                sku=unit.sku.code,
                location=unit.location.code,
                quantity=asked["quantity"],
                lot=unit.lot,
                status=StockStatus(unit.status),
            )
            adjustment = NewAdjustment(
                reference=asked["reference"],
                reason_code=AdjustmentReason(asked["reason"]),
                lines=(line,),
                note=asked["note"],
            )
            command = AdjustStock(
                client_id=ClientId(unit.balance.client_id),
                warehouse_id=WarehouseId(unit.balance.warehouse_id),
                adjustment=adjustment,
                actor=actor_of(request.user),
            )
            adjusted = adjust_stock(command)
            return f"{adjusted.reference} is {adjusted.status}."

        return _carry_out(request, object_id, adjust)

    @action(
        description="Change status",
        icon="label",
        permissions=["write"],
        dialog={
            "title": "Are the goods fit for use?",
            "description": "They stay where they are. Promises that lose goods are withdrawn.",
            "form_class": StatusForm,
            "form_submit_text": "Change",
        },
    )
    def label_goods(self, request: HttpRequest, form: StatusForm, object_id: str) -> HttpResponse:
        """Give goods another status."""
        unit, asked = _unit(object_id), form.cleaned_data
        line = StatusLine(
            sku=unit.sku.code,
            location=unit.location.code,
            quantity=asked["quantity"],
            lot=unit.lot,
            from_status=StockStatus(unit.status),
            to_status=StockStatus(asked["to_status"]),
        )
        change = NewStatusChange(
            reference=asked["reference"],
            reason_code=StatusChangeReason(asked["reason"]),
            lines=(line,),
        )
        command = ChangeStatus(
            client_id=ClientId(unit.balance.client_id),
            warehouse_id=WarehouseId(unit.balance.warehouse_id),
            change=change,
            actor=actor_of(request.user),
        )
        return _carry_out(
            request,
            object_id,
            lambda: f"{change_status(command).reference}: {line.to_status} now.",
        )


def _unit(object_id: str) -> StockUnit:
    rows = StockUnit.objects.select_related("sku", "location", "balance")
    unit = rows.filter(id=id_of(object_id)).first()
    if unit is None:
        raise Http404
    return unit


def _carry_out(request: HttpRequest, object_id: str, change: Callable[[], str]) -> HttpResponse:
    return carry_out(request, ("inventory_stockunit", object_id), change, say=lambda said: said)
