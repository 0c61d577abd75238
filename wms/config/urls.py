"""Every address of the system."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from wms.config.pages import PAGES
from wms.platform.observability.views import Live, Metrics, Ready
from wms.platform.rest.openapi import ApiDocs, ApiSchema
from wms.platform.rest.unknown import UnknownPath, bad_request, forbidden, not_found, server_error
from wms.platform.tenancy.rest import Actors

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", Live.as_view(), name="live"),
    path("health/ready", Ready.as_view(), name="ready"),
    path("metrics", Metrics.as_view(), name="metrics"),
    path("api/schema", ApiSchema.as_view(), name="schema"),
    path("api/docs", ApiDocs.as_view(url_name="schema"), name="docs"),
    path("api/v1/", include("wms.orders.rest.urls")),
    path("api/v1/", include("wms.waving.rest.urls")),
    path("api/v1/", include("wms.picking.rest.urls")),
    path("api/v1/", include("wms.packing.rest.urls")),
    path("api/v1/", include("wms.inventory.rest.urls")),
    path("api/v1/", include("wms.shipping.rest.urls")),
    path("api/v1/", include("wms.fulfillment.rest.urls")),
    path("api/v1/", include("wms.reporting.rest.urls")),
    path("api/v1/actors", Actors.as_view(), name="actors"),
    re_path(r"^api/", UnknownPath.as_view(), name="unknown"),
    *(page.address() for page in PAGES),
    path("admin/", admin.site.urls),
    path("", RedirectView.as_view(pattern_name="admin:index")),
]

handler400 = bad_request
handler403 = forbidden
handler404 = not_found
handler500 = server_error
