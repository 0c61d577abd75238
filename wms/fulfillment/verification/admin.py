"""The verifications of the stock."""

from django.contrib import admin
from unfold.decorators import display

from wms.fulfillment.verification.models import VerificationRun
from wms.platform.admin.base import ReadOnlyAdmin
from wms.platform.admin.columns import age, in_words


@admin.register(VerificationRun)
class VerificationRunAdmin(ReadOnlyAdmin):
    """What the runs looked at, and what they found."""

    list_display = (
        "started_at",
        "outcome",
        "differences",
        "which",
        "movements",
        "units",
        "balances",
        "took",
        age("ended_at"),
    )
    list_filter = ("started_at",)
    ordering = ("-id",)
    fields = (
        ("started_at", "ended_at"),
        ("outcome", "differences"),
        ("movements", "units", "balances"),
        "which",
        "first_differences",
    )
    readonly_fields = ("outcome", "which", "first_differences")

    @display(description="outcome", label={"clean": "success", "differs": "danger"})
    def outcome(self, row: VerificationRun) -> str:
        """Return whether all numbers agree."""
        return "differs" if row.differences else "clean"

    @display(description="found by")
    def which(self, row: VerificationRun) -> str:
        """Return the checks that found something."""
        found = {check: count for check, count in row.counts.items() if count}
        listed = (f"{check.replace('_', ' ')} {count}" for check, count in found.items())
        return ", ".join(listed) or "-"

    @display(description="took")
    def took(self, row: VerificationRun) -> str:
        """Return how long the run was."""
        return in_words(row.ended_at - row.started_at)

    @display(description="the first of them")
    def first_differences(self, row: VerificationRun) -> str:
        """Return the first differences, a line each."""
        return "\n".join(
            f"{each['check']}: {each['subject']}, {each['found']} in place of {each['expected']}."
            f" {each['cause']} {each['repair']}"
            for each in row.first
        )
