"""The base of admin pages: state is looked at here and changed by commands only."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from wms.kernel.text import clean_text
from wms.platform.tenancy import facade as tenancy


class ReadOnlyAdmin(ModelAdmin):
    """A list and a page to look at; nothing is added, changed or deleted by hand."""

    list_per_page = 50
    show_full_result_count = False
    list_filter_submit = False
    actions: ClassVar[Any] = None
    # Fields with ids of actors, who are looked for by name.
    search_actors: ClassVar[tuple[str, ...]] = ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Look for what was typed or scanned as it is kept; what can be no text is nowhere."""
        try:
            return self.find(request, queryset, clean_text(search_term))
        except ValueError:
            return queryset.none(), False

    def find(
        self, request: HttpRequest, queryset: QuerySet[Any], term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows that a cleaned term finds, and whether some may be there twice."""
        found, is_doubled = super().get_search_results(request, queryset, term)
        if term and self.search_actors:
            actors = tenancy.actors_called(term)
            found = found | queryset.filter(_any_of(self.search_actors, actors))
        return found, is_doubled

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the framework's
        """Return False: rows come from commands."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - the framework's
        """Return False: rows change by commands."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - the framework's
        """Return False: nothing is forgotten by hand."""
        return False


def _any_of(fields: Iterable[str], actors: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{f"{field}__in": actors}) for field in fields))


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
