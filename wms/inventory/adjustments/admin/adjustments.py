"""Goods found and lost, and the buttons of the second person."""

from typing import ClassVar

from django.contrib import admin
from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from unfold.decorators import action, display
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
from wms.kernel.ids import ClientId
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, status_badge, warehouse, who
from wms.platform.admin.dialogs import ReasonForm, carry_out, id_of
from wms.platform.admin.filters import ClientFilter, WarehouseFilter
from wms.platform.rest.access import actor_of, scopes_of_person


class ApproveForm(BaseDialogForm):
    """Asks whether claims of orders may be moved."""

    force = ChoiceField(
        choices=FORCE,
        required=False,
        label="If goods are claimed for orders",
        widget=UnfoldAdminSelectWidget,
    )


@admin.register(Adjustment)
class AdjustmentAdmin(ReadOnlyAdmin):
    """Goods found and lost, newest first; what is pending waits for a second person."""

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

    @action(
        description="Approve",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["approve"],
        dialog={
            "title": "Book the adjustment?",
            "description": "The goods are booked as found or lost. You did not ask for it.",
            "form_class": ApproveForm,
            "form_submit_text": "Approve",
        },
    )
    def approve(self, request: HttpRequest, form: ApproveForm, object_id: str) -> HttpResponse:
        """Agree, and book it."""
        command = ApproveAdjustment(
            client_id=_owner(object_id),
            adjustment_id=id_of(object_id),
            actor=actor_of(request.user),
            force=bool(form.cleaned_data["force"]),
        )
        return carry_out(
            request,
            ("inventory_adjustment", object_id),
            lambda: approve_adjustment(command),
            say=_outcome,
        )

    @action(
        description="Reject",
        icon="close",
        variant=ActionVariant.DANGER,
        permissions=["approve"],
        dialog={
            "title": "Reject the adjustment?",
            "description": "Nothing is booked.",
            "form_class": ReasonForm,
            "form_submit_text": "Reject",
        },
    )
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        """Do not agree; nothing moves."""
        command = RejectAdjustment(
            client_id=_owner(object_id),
            adjustment_id=id_of(object_id),
            actor=actor_of(request.user),
            reason=form.cleaned_data["reason"],
        )
        return carry_out(
            request,
            ("inventory_adjustment", object_id),
            lambda: reject_adjustment(command),
            say=_outcome,
        )

    def has_approve_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Return whether the person may decide on adjustments."""
        del object_id
        return "inventory:approve" in scopes_of_person(request.user)


def _owner(object_id: str) -> ClientId:
    """Return whose goods an adjustment is about; a person acts for all clients."""
    return ClientId(get_object_or_404(Adjustment, id=id_of(object_id)).client_id)


def _outcome(adjustment: contracts.Adjustment) -> str:
    return f"{adjustment.reference} is {adjustment.status}, {adjustment.units} units."
