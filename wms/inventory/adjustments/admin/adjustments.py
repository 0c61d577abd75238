"""Goods found and lost, and the buttons of the approver."""

from typing import ClassVar
from uuid import UUID

from django.contrib import admin
from django.forms import ChoiceField
from django.shortcuts import get_object_or_404
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget

from wms.inventory.adjustments.admin.changes import FORCE, lines_in_words
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.adjustments.contracts import adjustments as contracts
from wms.inventory.adjustments.contracts.adjustments import ApproveAdjustment, RejectAdjustment
from wms.inventory.adjustments.models import Adjustment
from wms.inventory.catalogue.contracts.words import AdjustmentStatus
from wms.kernel.ids import ClientId
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.buttons import CommandButton, where
from wms.platform.admin.columns import age, client, status_badge, warehouse, who
from wms.platform.admin.dialogs import ReasonForm
from wms.platform.admin.filters import ClientFilter, WarehouseFilter


class ApproveForm(BaseDialogForm):
    """Asks whether allocations of orders may be moved."""

    force = ChoiceField(
        choices=FORCE,
        required=False,
        label="If stock is allocated to orders",
        widget=UnfoldAdminSelectWidget,
    )


def _owner(adjustment_id: UUID) -> ClientId:
    """Return whose goods an adjustment is about; a person acts for all clients."""
    return ClientId(get_object_or_404(Adjustment, id=adjustment_id).client_id)


def _outcome(adjustment: contracts.Adjustment) -> str:
    return f"{adjustment.reference} is {adjustment.status}, {adjustment.units} units."


@admin.register(Adjustment)
class AdjustmentAdmin(ReadOnlyAdmin):
    """Goods found and lost, newest first; what is pending waits for an approver."""

    list_display = (
        "reference",
        status_badge(),
        "why",
        "what",
        "units",
        "value",
        who("actor"),
        who("decided_by"),
        age(),
        client(),
        warehouse(),
    )
    list_display_links = ("reference",)
    list_filter: ClassVar = ("status", "reason_code", WarehouseFilter, ClientFilter, "created_at")
    search_fields: ClassVar = ("reference__iexact",)
    search_help_text = "a whole reference"
    ordering: ClassVar = ("-id",)
    fields: ClassVar = (
        ("reference", "status"),
        ("why", "note"),
        "what",
        ("units", "value"),
        (who("actor"), "created_at"),
        (who("decided_by"), "decided_at"),
        ("decision", "building", "owner"),
    )
    readonly_fields: ClassVar = ("why", "what", "value", "building", "owner")
    actions_detail = ("approve", "reject")
    building = staticmethod(warehouse())
    owner = staticmethod(client())

    @display(description="reason", ordering="reason_code")
    def why(self, row: Adjustment) -> str:
        """Return the reason in words."""
        return str(row.get_reason_code_display())

    @display(description="goods")
    def what(self, row: Adjustment) -> str:
        """Return what was found and lost, and where."""
        return lines_in_words(
            f"{each['quantity']:+d} {each['sku']} at {each['location']}" for each in row.lines
        )

    @display(description="value")
    def value(self, row: Adjustment) -> str:
        """Return what it is worth, as far as that is known."""
        return ", ".join(f"{amount} {currency}" for currency, amount in row.worth.items()) or "-"

    approve = CommandButton(
        approve_adjustment,
        "Approve",
        scope="inventory:approve",
        icon="check",
        shows=where(Adjustment, status=AdjustmentStatus.PENDING),
        variant=ActionVariant.PRIMARY,
        ask=ApproveForm,
        title="Approve the adjustment?",
        consequence="It is posted to the ledger.",
        build=lambda pressed: ApproveAdjustment(
            client_id=_owner(pressed.row_id),
            adjustment_id=pressed.row_id,
            actor=pressed.actor,
            force=bool(pressed.asked["force"]),
        ),
        say=_outcome,
    )
    reject = CommandButton(
        reject_adjustment,
        "Reject",
        scope="inventory:approve",
        icon="close",
        shows=where(Adjustment, status=AdjustmentStatus.PENDING),
        variant=ActionVariant.DANGER,
        ask=ReasonForm,
        title="Reject the adjustment?",
        consequence="Nothing is posted.",
        build=lambda pressed: RejectAdjustment(
            client_id=_owner(pressed.row_id),
            adjustment_id=pressed.row_id,
            actor=pressed.actor,
            reason=pressed.asked["reason"],
        ),
        say=_outcome,
    )
