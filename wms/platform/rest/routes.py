"""Addresses: each stands on its view, and is collected from the modules of a context."""

from types import ModuleType

from django.urls import URLPattern, path

from wms.platform.rest.views import ContractView


def routes_of(*modules: ModuleType) -> list[URLPattern]:
    """Return the routes of all views that these modules define, under ``/api/v1/``."""
    return [
        path(view.route, view.as_view(), name=view.route_name or None)
        for module in modules
        for view in vars(module).values()
        if isinstance(view, type)
        and issubclass(view, ContractView)
        and view.__module__ == module.__name__
        and view.route
    ]
