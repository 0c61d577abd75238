"""What people put right of a SKU."""

from dataclasses import fields

from django.forms import ChoiceField, IntegerField
from django.shortcuts import get_object_or_404
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget

from wms.inventory.catalogue.contracts.corrections import CorrectSku, SkuCorrection
from wms.inventory.catalogue.contracts.words import Tracking
from wms.inventory.catalogue.models.catalogue import Sku
from wms.inventory.handling.commands.correct_sku import correct_sku
from wms.kernel.ids import ClientId
from wms.platform.admin.buttons import CommandButton, Pressed
from wms.platform.admin.fields import CodeField, TextField

TRACKINGS = [("", "as it is"), *((each.value, each.value) for each in Tracking)]


class _Number(IntegerField):
    def __init__(self, most: int, label: str) -> None:
        super().__init__(
            min_value=0,
            max_value=most,
            required=False,
            label=label,
            widget=UnfoldAdminIntegerFieldWidget,
        )


class CorrectionForm(BaseDialogForm):
    """Asks what is otherwise; what is left empty stays as it is."""

    description = TextField(max_length=200, required=False)
    base_unit = CodeField(max_length=16, required=False)
    gtin = CodeField(max_length=14, required=False, label="GTIN")
    weight_grams = _Number(10_000_000, "weight, g")
    length_mm = _Number(100_000, "length, mm")
    width_mm = _Number(100_000, "width, mm")
    height_mm = _Number(100_000, "height, mm")
    tracking = ChoiceField(choices=TRACKINGS, required=False, widget=UnfoldAdminSelectWidget)
    storage_class = CodeField(max_length=16, required=False)
    reason = TextField(max_length=200)


def _correcting(pressed: Pressed) -> CorrectSku:
    row = get_object_or_404(Sku, id=pressed.row_id)
    properties = {each.name for each in fields(SkuCorrection)}
    asked = {
        name: said
        for name, said in pressed.asked.items()
        if name in properties and said not in ("", None)
    }
    if "tracking" in asked:
        asked["tracking"] = Tracking(asked["tracking"])
    return CorrectSku(
        client_id=ClientId(row.client_id),
        code=row.code,
        correction=SkuCorrection(**asked),
        actor=pressed.actor,
    )


class SkuButtons:
    """The button on the page of a SKU."""

    actions_detail = ("correct",)

    correct = CommandButton(
        correct_sku,
        "Correct",
        scope="catalogue:write",
        icon="edit",
        ask=CorrectionForm,
        title="Correct the SKU?",
        consequence="What is left empty stays as it is. Tracking changes without stock only.",
        submit="Correct",
        build=_correcting,
        say=lambda sku: f"{sku.code} is corrected.",
    )
