"""What the buttons of a stock unit ask."""

from django.core.exceptions import ValidationError
from django.forms import ChoiceField, IntegerField
from unfold.forms import BaseDialogForm
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
)

from wms.inventory.catalogue.contracts.words import (
    AdjustmentReason,
    StatusChangeReason,
    StockStatus,
)
from wms.platform.admin.fields import CodeField, TextField
from wms.platform.ids import new_id

MOST = 10_000_000


def new_reference() -> str:
    """Return a reference for a change that somebody makes by hand."""
    return f"HAND-{new_id().hex[-12:].upper()}"


class ChangeForm(BaseDialogForm):
    """Asks under which reference: sent twice, the change is made once."""

    reference = CodeField(max_length=64, initial=new_reference)


class MoveForm(ChangeForm):
    """Asks where to, and how many."""

    to_location = CodeField(max_length=32)
    quantity = IntegerField(min_value=1, max_value=MOST, widget=UnfoldAdminIntegerFieldWidget)


class AdjustForm(ChangeForm):
    """Asks how many were found or written off, and why."""

    quantity = IntegerField(
        min_value=-MOST,
        max_value=MOST,
        label="Quantity found (negative: written off)",
        widget=UnfoldAdminIntegerFieldWidget,
    )
    reason = ChoiceField(
        choices=[(each.value, each.value.replace("_", " ")) for each in AdjustmentReason],
        widget=UnfoldAdminSelectWidget,
    )
    note = TextField(max_length=200, required=False)

    def clean_quantity(self) -> int:
        """Return the number, unless it is none.

        Raises:
            ValidationError: nothing was found or written off.
        """
        quantity: int = self.cleaned_data["quantity"]
        if not quantity:
            raise ValidationError("at least one unit, found or written off")
        return quantity


class StatusForm(ChangeForm):
    """Asks how many take which status, and why."""

    quantity = IntegerField(min_value=1, max_value=MOST, widget=UnfoldAdminIntegerFieldWidget)
    to_status = ChoiceField(
        choices=[(each.value, each.value) for each in StockStatus],
        widget=UnfoldAdminSelectWidget,
    )
    reason = ChoiceField(
        choices=[(each.value, each.value.replace("_", " ")) for each in StatusChangeReason],
        widget=UnfoldAdminSelectWidget,
    )
