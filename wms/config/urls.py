"""Every address of the system."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from wms.platform.observability.views import Live, Metrics, Ready
from wms.platform.rest.openapi import ApiDocs, ApiSchema
from wms.platform.rest.unknown import UnknownPath, bad_request, forbidden, not_found, server_error

API = [
    f"wms.{context}.rest.urls"
    for context in (
        *("orders", "waving", "picking", "packing", "inventory", "shipping"),
        *("fulfillment", "reporting"),
    )
    if find_spec(f"wms.{context}.rest") and find_spec(f"wms.{context}.rest.urls")
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", Live.as_view(), name="live"),
    path("health/ready", Ready.as_view(), name="ready"),
    path("metrics", Metrics.as_view(), name="metrics"),
    path("api/schema", ApiSchema.as_view(), name="schema"),
    path("api/docs", ApiDocs.as_view(url_name="schema"), name="docs"),
    *(
        path("api/v1/", include(urls))
        for urls in API
        if find_spec(urls.rpartition(".")[0]) and find_spec(urls)
    ),
    re_path(r"^api/", UnknownPath.as_view(), name="unknown"),
    path("admin/", admin.site.urls),
    path("", RedirectView.as_view(pattern_name="admin:index")),
]

handler400 = bad_request
handler403 = forbidden
handler404 = not_found
handler500 = server_error
