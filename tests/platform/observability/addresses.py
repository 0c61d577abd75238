"""What can be seen from outside, and no context beside it."""

from django.urls import path, re_path

from wms.platform.observability.views import Live, Metrics, Ready
from wms.platform.rest.unknown import UnknownPath

urlpatterns = [
    path("health/live", Live.as_view()),
    path("health/ready", Ready.as_view()),
    path("metrics", Metrics.as_view()),
    re_path("^api/", UnknownPath.as_view()),
]
