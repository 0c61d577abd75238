"""Pick locations that are kept filled."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from wms.inventory.catalogue.admin.permissions import MayChangePlaces
from wms.inventory.replenishment.admin.level_forms import LevelsForm, NewPickFaceForm
from wms.inventory.replenishment.commands.remove_pick_face import remove_pick_face
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.contracts import replenishing as contracts
from wms.inventory.replenishment.contracts.replenishing import (
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
from wms.platform.admin.columns import client, warehouse
from wms.platform.admin.dialogs import SureForm, carry_out, id_of
from wms.platform.admin.filters import ClientFilter, WarehouseFilter
from wms.platform.rest.access import actor_of

STATES = {"short": "danger", "under way": "warning", "filled": "success"}


@admin.register(PickFace)
class PickFaceAdmin(MayChangePlaces, ReadOnlyAdmin):
    """Pick locations that are kept filled."""

    list_display = (
        "goods",
        "place",
        "state",
        "there",
        "under_way",
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
    fields: ClassVar = (("goods", "place"), "state", ("there", "under_way"), ("minimum", "maximum"))
    readonly_fields: ClassVar = ("goods", "place", "state", "there", "under_way")
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

    @display(description="not claimed", ordering="units_there")
    def there(self, row: PickFace) -> int:
        """Return the units that lie there for the next orders."""
        units: int = getattr(row, "units_there", 0)
        return units

    @display(description="on its way", ordering="units_coming")
    def under_way(self, row: PickFace) -> int:
        """Return the units that tasks will bring."""
        units: int = getattr(row, "units_coming", 0)
        return units

    @display(description="status", label=STATES)
    def state(self, row: PickFace) -> str:
        """Return whether it has enough, will have, or lacks goods."""
        if self.there(row) >= row.minimum:
            return "filled"
        return "under way" if self.there(row) + self.under_way(row) >= row.minimum else "short"

    @action(
        description="New",
        icon="add",
        variant=ActionVariant.PRIMARY,
        permissions=["places"],
        dialog={
            "title": "Which pick location is to be kept filled?",
            "description": "One that is kept filled with the SKU already gets these levels.",
            "form_class": NewPickFaceForm,
            "form_submit_text": "Save",
        },
    )
    def new(self, request: HttpRequest, form: NewPickFaceForm) -> HttpResponse:
        """Keep a pick location filled with a SKU."""
        asked = form.cleaned_data
        command = SetPickFace(
            client_id=asked["client"],
            warehouse_id=asked["warehouse"],
            face=NewPickFace(
                sku=asked["sku"],
                location=asked["location"],
                minimum=asked["minimum"],
                maximum=asked["maximum"],
            ),
            actor=actor_of(request.user),
        )
        return carry_out(
            request, "inventory_pickface", lambda: set_pick_face(command), say=_outcome
        )

    @action(
        description="Change levels",
        icon="tune",
        variant=ActionVariant.PRIMARY,
        permissions=["places"],
        dialog={
            "title": "How many units are to be there?",
            "description": "Below the minimum it is filled up to the maximum; 0 lets it run empty.",
            "form_class": LevelsForm,
            "form_submit_text": "Save",
        },
    )
    def change_levels(self, request: HttpRequest, form: LevelsForm, object_id: str) -> HttpResponse:
        """Say how many units are to be there."""
        row = get_object_or_404(
            PickFace.objects.select_related("sku", "location"), id=id_of(object_id)
        )
        return carry_out(
            request,
            ("inventory_pickface", object_id),
            lambda: set_pick_face(
                SetPickFace(
                    client_id=ClientId(row.client_id),
                    warehouse_id=WarehouseId(row.warehouse_id),
                    face=NewPickFace(
                        sku=row.sku.code,
                        location=row.location.code,
                        minimum=form.cleaned_data["minimum"],
                        maximum=form.cleaned_data["maximum"],
                    ),
                    actor=actor_of(request.user),
                )
            ),
            say=_outcome,
        )

    @action(
        description="Remove",
        icon="delete",
        variant=ActionVariant.DANGER,
        permissions=["places"],
        dialog={
            "title": "Keep the location filled no more?",
            "description": "Open tasks to fill it are cancelled. What lies there stays.",
            "form_class": SureForm,
            "form_submit_text": "Remove",
        },
    )
    def remove(self, request: HttpRequest, form: SureForm, object_id: str) -> HttpResponse:
        """Keep the location filled no more."""
        del form
        command = RemovePickFace(pick_face_id=id_of(object_id), actor=actor_of(request.user))
        return carry_out(
            request,
            "inventory_pickface",
            lambda: remove_pick_face(command),
            say=_what_was_removed,
        )


def _what_was_removed(removed: RemovedPickFace) -> str:
    face = removed.pick_face
    tasks = ", ".join(removed.cancelled_tasks) or "none"
    return f"{face.sku} at {face.location} is kept filled no more. Tasks cancelled: {tasks}."


def _outcome(face: contracts.PickFace) -> str:
    return f"{face.sku} at {face.location}: {face.minimum} to {face.maximum}."
