"""Lots and serials, with when they expire."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import display

from wms.inventory.catalogue.models.lots import Lot
from wms.inventory.stock.models.stock import StockUnit
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client

SOON = timedelta(days=30)
FRESHNESS = {"expired": "danger", "soon": "warning", "fresh": "success", "keeps": "info"}


def _lying() -> QuerySet[StockUnit]:
    """Return the stock units of a lot, as a subquery of lots."""
    named = StockUnit.objects.exclude(lot="")  # what the index of lots holds
    return named.filter(sku=OuterRef("sku"), lot=OuterRef("code"))


class FreshnessFilter(admin.SimpleListFilter):
    """Narrow lots by when they expire."""

    title = "expiry"
    parameter_name = "expiry"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[Lot]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("expired", "expired"), ("soon", "within 30 days"), ("keeps", "does not expire")]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[Lot],
    ) -> QuerySet[Lot]:
        """Return the rows of the choice."""
        today = timezone.now().date()
        chosen: dict[str | None, Callable[[], Q]] = {
            "expired": lambda: Q(expires_on__lte=today),
            "soon": lambda: Q(expires_on__gt=today, expires_on__lte=today + SOON),
            "keeps": lambda: Q(expires_on=None),
        }
        asked = chosen.get(self.value())
        return queryset if asked is None else queryset.filter(asked())


class ThereFilter(admin.SimpleListFilter):
    """Leave out lots of which nothing is left, when asked to."""

    title = "goods"
    parameter_name = "goods"

    def lookups(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        model_admin: "admin.ModelAdmin[Lot]",  # noqa: ARG002 - the same
    ) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("some", "there is some")]

    def queryset(
        self,
        request: HttpRequest,  # noqa: ARG002 - the framework's signature
        queryset: QuerySet[Lot],
    ) -> QuerySet[Lot]:
        """Return the rows of the choice."""
        lying = _lying().filter(on_hand__gt=0)
        return queryset.filter(Exists(lying)) if self.value() == "some" else queryset


@admin.register(Lot)
class LotAdmin(ReadOnlyAdmin):
    """Lots and serials, what expires first on top."""

    list_display = (
        "code",
        "freshness",
        "goods",
        "until",
        "units",
        age(title="known for"),
        client(),
    )
    list_display_links = ("code",)
    list_filter: ClassVar = (FreshnessFilter, ThereFilter, "sku__tracking")
    list_select_related = ("sku",)
    search_fields: ClassVar = ("code", "sku__code")
    ordering: ClassVar = (F("expires_on").asc(nulls_last=True), "code")
    fields: ClassVar = (("code", "goods"), ("until", "freshness"), ("units", "created_at"))
    readonly_fields: ClassVar = ("goods", "until", "freshness", "units")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lot]:
        """Say whose it is, and how much of it there is."""
        lying = _lying().order_by()
        rows: QuerySet[Lot] = super().get_queryset(request)
        return rows.annotate(
            client_id=F("sku__client_id"),
            units=Subquery(lying.values("lot").annotate(many=Sum("on_hand")).values("many")),
        )

    @display(description="SKU", ordering="sku__code")
    def goods(self, row: Lot) -> str:
        """Return the code of the SKU."""
        return row.sku.code

    @display(description="expires", ordering="expires_on")
    def until(self, row: Lot) -> str:
        """Return the day on which it can no longer be reserved, or a dash."""
        return "-" if row.expires_on is None else f"{row.expires_on:%Y-%m-%d}"

    @display(description="state", label=FRESHNESS)
    def freshness(self, row: Lot) -> str:
        """Return how long it keeps."""
        if row.expires_on is None:
            return "keeps"
        left = row.expires_on - timezone.now().date()
        if left <= timedelta():
            return "expired"
        return "soon" if left <= SOON else "fresh"

    @display(description="on hand", ordering="units")
    def units(self, row: Any) -> int:
        """Return how many units of it there are, in any status."""
        return row.units or 0
