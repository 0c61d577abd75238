"""Templates of waves: the one thing of waving that is written by hand."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import Model
from django.forms import ChoiceField, ModelForm, UUIDField
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from wms.platform.admin.columns import warehouse
from wms.platform.admin.fields import TextField
from wms.platform.tenancy import facade as tenancy
from wms.waving.models import WaveTemplate

if TYPE_CHECKING:
    TemplateFormBase = ModelForm[WaveTemplate]
else:
    TemplateFormBase = ModelForm


def _warehouses() -> list[tuple[str, str]]:
    return [(str(each.warehouse_id), each.code) for each in tenancy.list_warehouses()]


class WarehouseField(ChoiceField):
    """A warehouse, chosen by its code."""

    widget = UnfoldAdminSelectWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=_warehouses, label="warehouse", **options)

    def clean(self, value: Any) -> Any:
        """Return the id of the warehouse."""
        return UUIDField().clean(super().clean(value))


class WaveTemplateForm(TemplateFormBase):
    """A template as a person writes it."""

    warehouse_id = WarehouseField()
    name = TextField(max_length=64)

    class Meta:
        model = WaveTemplate
        fields = (
            *("warehouse_id", "name", "max_orders", "max_lines", "max_wait"),
            *("cutoff_time", "release_policy", "is_active"),
        )


@admin.register(WaveTemplate)
class WaveTemplateAdmin(ModelAdmin):
    """How warehouses plan and release by themselves."""

    form = WaveTemplateForm
    list_display = (
        "name",
        warehouse(),
        "is_active",
        "max_orders",
        "max_lines",
        "max_wait",
        "cutoff_time",
        "release_policy",
    )
    list_filter: ClassVar = ("is_active", "release_policy")
    search_fields: ClassVar = ("name",)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the person may change templates: then also add one."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the person may change templates: then also delete one."""
        return self.has_change_permission(request, obj)
