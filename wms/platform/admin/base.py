"""The base of admin pages: state is looked at here and changed by commands only."""

from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline


class ReadOnlyAdmin(ModelAdmin):
    """A list and a page to look at; nothing is added, changed or deleted by hand."""

    list_per_page = 50
    show_full_result_count = False
    list_filter_submit = False
    actions: ClassVar[Any] = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the framework's
        """Return False: rows come from commands."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - the framework's
        """Return False: rows change by commands."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - the framework's
        """Return False: nothing is forgotten by hand."""
        return False


class ReadOnlyInline(TabularInline):
    """Rows of the page's object, to look at."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - the framework's
        """Return False: rows come from commands."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - the framework's
        """Return False: rows change by commands."""
        return False
