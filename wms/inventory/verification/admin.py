"""What repairs have changed."""

from django.contrib import admin
from unfold.decorators import display

from wms.inventory.verification.models.repairs import RepairedNumber
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, client, warehouse, who


@admin.register(RepairedNumber)
class RepairedNumberAdmin(ReadOnlyAdmin):
    """Numbers that were wrong, as they were and as they were made."""

    list_display = (
        "subject",
        "what",
        "check_name",
        "was",
        "now",
        age("repaired_at"),
        who("actor"),
        "reason",
        client(),
        warehouse(),
    )
    list_filter = ("found_by", "repaired_at")
    list_display_links = ("subject",)
    search_fields = ("subject", "actor", "reason")
    search_actors = ("actor",)
    ordering = ("-id",)

    @display(description="found by", ordering="found_by", label=True)
    def check_name(self, row: RepairedNumber) -> str:
        """Return the check that found it."""
        return row.found_by.replace("_", " ")
