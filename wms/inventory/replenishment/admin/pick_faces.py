"""Pick faces."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from unfold.decorators import display
from unfold.enums import ActionVariant

from wms.inventory.replenishment.admin.level_forms import LevelsForm, NewPickFaceForm
from wms.inventory.replenishment.commands.remove_pick_face import remove_pick_face
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.contracts import levels as contracts
from wms.inventory.replenishment.contracts.levels import (
    NewPickFace,
    RemovedPickFace,
    RemovePickFace,
    SetPickFace,
)
from wms.inventory.replenishment.models import PickFace
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.models.tasks import MoveTask
from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.buttons import CommandButton, Pressed
from wms.platform.admin.columns import client, warehouse
from wms.platform.admin.filters import ClientFilter, WarehouseFilter

STATES = {"short": "danger", "in transit": "warning", "filled": "success"}


def _new(pressed: Pressed) -> SetPickFace:
    asked = pressed.asked
    return SetPickFace(
        client_id=asked["client"],
        warehouse_id=asked["warehouse"],
        face=NewPickFace(
            sku=asked["sku"],
            location=asked["location"],
            minimum=asked["minimum"],
            maximum=asked["maximum"],
        ),
        actor=pressed.actor,
    )


def _changed(pressed: Pressed) -> SetPickFace:
    row = get_object_or_404(PickFace.objects.select_related("sku", "location"), id=pressed.row_id)
    return SetPickFace(
        client_id=ClientId(row.client_id),
        warehouse_id=WarehouseId(row.warehouse_id),
        face=NewPickFace(
            sku=row.sku.code,
            location=row.location.code,
            minimum=pressed.asked["minimum"],
            maximum=pressed.asked["maximum"],
        ),
        actor=pressed.actor,
    )


def _what_was_removed(removed: RemovedPickFace) -> str:
    face = removed.pick_face
    tasks = ", ".join(removed.cancelled_tasks) or "none"
    return f"{face.sku} at {face.location} is no pick face any more. Tasks cancelled: {tasks}."


def _outcome(face: contracts.PickFace) -> str:
    return f"{face.sku} at {face.location}: {face.minimum} to {face.maximum}."


@admin.register(PickFace)
class PickFaceAdmin(ReadOnlyAdmin):
    """Pick faces."""

    list_display = (
        "goods",
        "place",
        "state",
        "there",
        "in_transit",
        "minimum",
        "maximum",
        client(),
        warehouse(),
    )
    list_display_links = ("goods",)
    list_filter: ClassVar = (WarehouseFilter, ClientFilter)
    list_select_related = ("sku", "location")
    search_fields: ClassVar = ("sku__code__iexact", "location__code__iexact")
    search_help_text = "a whole SKU code or location"
    ordering: ClassVar = ("location__pick_sequence", "location__code")
    fields: ClassVar = (
        ("goods", "place"),
        "state",
        ("there", "in_transit"),
        ("minimum", "maximum"),
    )
    readonly_fields: ClassVar = ("goods", "place", "state", "there", "in_transit")
    actions_list = ("new",)
    actions_detail = ("change_levels", "remove")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PickFace]:
        """Fetch each with what lies there and what is on its way."""
        rows: QuerySet[PickFace] = super().get_queryset(request)
        units = StockUnit.objects.eligible().filter(
            sku=OuterRef("sku"), location=OuterRef("location")
        )
        free = units.order_by().values("sku").annotate(units=Sum(F("on_hand") - F("allocated")))
        tasks = MoveTask.objects.unfinished().filter(
            sku=OuterRef("sku"), to_location=OuterRef("location")
        )
        coming = tasks.order_by().values("sku").annotate(units=Sum("quantity"))
        return rows.annotate(
            units_there=Coalesce(Subquery(free.values("units")), 0),
            units_coming=Coalesce(Subquery(coming.values("units")), 0),
        )

    @display(description="SKU", ordering="sku__code")
    def goods(self, row: PickFace) -> str:
        """Return the code of the SKU."""
        return row.sku.code

    @display(description="location", ordering="location__pick_sequence")
    def place(self, row: PickFace) -> str:
        """Return the code of the location."""
        return row.location.code

    @display(description="unallocated", ordering="units_there")
    def there(self, row: PickFace) -> int:
        """Return the units that lie there for the next orders."""
        units: int = getattr(row, "units_there", 0)
        return units

    @display(description="in transit", ordering="units_coming")
    def in_transit(self, row: PickFace) -> int:
        """Return the units that tasks will bring."""
        units: int = getattr(row, "units_coming", 0)
        return units

    @display(description="status", label=STATES)
    def state(self, row: PickFace) -> str:
        """Return whether it has enough, will have, or lacks goods."""
        if self.there(row) >= row.minimum:
            return "filled"
        return "in transit" if self.there(row) + self.in_transit(row) >= row.minimum else "short"

    new = CommandButton(
        set_pick_face,
        "New",
        scope="locations:write",
        icon="add",
        variant=ActionVariant.PRIMARY,
        ask=NewPickFaceForm,
        title="Add a pick face?",
        consequence="An existing pick face of the SKU gets these levels.",
        submit="Save",
        build=_new,
        say=_outcome,
    )
    change_levels = CommandButton(
        set_pick_face,
        "Change levels",
        scope="locations:write",
        icon="tune",
        variant=ActionVariant.PRIMARY,
        ask=LevelsForm,
        title="Change the replenishment levels?",
        consequence="Below the minimum it is replenished up to the maximum; 0 lets it run empty.",
        submit="Save",
        build=_changed,
        say=_outcome,
    )
    remove = CommandButton(
        remove_pick_face,
        "Remove",
        scope="locations:write",
        icon="delete",
        variant=ActionVariant.DANGER,
        title="Remove the pick face?",
        consequence="Its open replenishment tasks are cancelled. Stock stays where it is.",
        build=lambda pressed: RemovePickFace(pick_face_id=pressed.row_id, actor=pressed.actor),
        say=_what_was_removed,
        to_list=True,
    )
