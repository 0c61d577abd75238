"""Pages of the admin that are no list of rows."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import AnonymousUser, User
from django.urls import URLPattern, path, reverse
from django.views.generic import TemplateView


class AdminPage(PermissionRequiredMixin, TemplateView):
    """A page for members of staff who hold a permission; others are refused with 403.

    Its ``route`` is below that of the admin, ``name`` is that of its address, and it stands in the
    group of the sidebar that the app of its permission has.
    """

    title: ClassVar[str]
    route: ClassVar[str]
    name: ClassVar[str]
    permission_required: str

    @classmethod
    def address(cls) -> URLPattern:
        """Return where the page is, for the addresses of the system."""
        return path(f"admin/{cls.route}", admin.site.admin_view(cls.as_view()), name=cls.name)

    @classmethod
    def link(cls) -> str:
        """Return the address that leads to the page."""
        return reverse(cls.name)

    @classmethod
    def stands_in(cls, app_label: str) -> bool:
        """Return whether the page is of an app."""
        return cls.permission_required.partition(".")[0] == app_label

    @classmethod
    def opens_for(cls, person: User | AnonymousUser) -> bool:
        """Return whether somebody may see the page."""
        return person.has_perm(cls.permission_required)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what every page of the admin shows around it."""
        around = admin.site.each_context(self.request)
        return super().get_context_data(**around, title=self.title, **kwargs)
