"""Clients, warehouses and tokens to look at; commands make them."""

from django.contrib import admin

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age
from wms.platform.tenancy.models import ApiToken, Client, Warehouse


@admin.register(Client)
class ClientAdmin(ReadOnlyAdmin):
    """Whose goods and orders are handled here."""

    list_display = ("code", "name", age())
    search_fields = ("code", "name")


@admin.register(Warehouse)
class WarehouseAdmin(ReadOnlyAdmin):
    """Buildings with stock."""

    list_display = ("code", "name", "time_zone", age())
    search_fields = ("code", "name")


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Tokens of machines: who may do what, and when it was last used."""

    list_display = ("name", "client", "role", "expires_at", "revoked_at", "last_used_at", age())
    list_select_related = ("client",)
    list_filter = ("role", "client")
    search_fields = ("name",)
    fields = (
        *("id", "name", "client", "role", "scopes"),
        *("created_at", "expires_at", "revoked_at", "last_used_at"),
    )
