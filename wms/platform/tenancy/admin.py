"""Clients, warehouses and tokens to look at, since commands make them; people to manage."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as PlainGroupAdmin
from django.contrib.auth.admin import UserAdmin as PlainUserAdmin
from django.contrib.auth.models import Group, User
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age
from wms.platform.tenancy.models import ApiToken, Client, Warehouse

admin.site.unregister(User)
admin.site.unregister(Group)


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

    list_display = (
        *("name", "client", "role", "owner"),
        *("expires_at", "revoked_at", "last_used_at", age()),
    )
    list_select_related = ("client", "owner")
    list_filter = ("role", "client")
    search_fields = ("name",)
    fields = (
        *("id", "name", "client", "role", "scopes", "owner"),
        *("created_at", "expires_at", "revoked_at", "last_used_at"),
    )


@admin.register(User)
class UserAdmin(PlainUserAdmin, ModelAdmin):  # type: ignore[type-arg]  # plain at run time
    """People who log in here."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm


@admin.register(Group)
class GroupAdmin(PlainGroupAdmin, ModelAdmin):
    """Roles of people; ``create_roles`` sets their permissions."""
