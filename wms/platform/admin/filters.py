"""Filters of admin lists that look the same everywhere."""

from typing import Any

from django.contrib.admin import AllValuesFieldListFilter, ModelAdmin, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from wms.platform.tenancy import facade as tenancy


class ClientFilter(SimpleListFilter):
    """Rows of one client, by its code; for models with a ``client_id``."""

    title = "client"
    parameter_name = "client"

    def lookups(
        self, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[Any, str]]:
        """Return the clients there are."""
        del request, model_admin
        return [(client.code, client.code) for client in tenancy.list_clients()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the one chosen."""
        del request
        ids = {each.code: each.client_id for each in tenancy.list_clients()}
        chosen = self.value()
        return queryset.filter(client_id=ids[chosen]) if chosen in ids else queryset


class WarehouseFilter(SimpleListFilter):
    """Rows of one warehouse, by its code; for models with a ``warehouse_id``."""

    title = "warehouse"
    parameter_name = "warehouse"

    def lookups(
        self, request: HttpRequest, model_admin: "ModelAdmin[Any]"
    ) -> list[tuple[Any, str]]:
        """Return the warehouses there are."""
        del request, model_admin
        return [(warehouse.code, warehouse.code) for warehouse in tenancy.list_warehouses()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows of the one chosen."""
        del request
        ids = {each.code: each.warehouse_id for each in tenancy.list_warehouses()}
        chosen = self.value()
        return queryset.filter(warehouse_id=ids[chosen]) if chosen in ids else queryset


class ActorFilter(AllValuesFieldListFilter):
    """Rows of one actor, chosen by name."""

    def choices(self, changelist: ChangeList) -> Any:
        """Yield everybody there is by name, in the order of ids."""
        names = tenancy.names_of(each for each in self.lookup_choices if each)
        for choice in super().choices(changelist):
            shown = str(choice["display"])
            yield {**choice, "display": names.get(shown, shown)}
