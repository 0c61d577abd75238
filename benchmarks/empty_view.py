"""The addresses of the product, and of a view that does nothing but let in who may."""

from typing import ClassVar

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from wms.config.urls import urlpatterns as addresses
from wms.platform.rest.views import ContractView


class Empty(ContractView):
    """Nothing: what every read takes, whatever it reads."""

    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read"}

    def get(self, request: Request) -> HttpResponse:
        """Answer nothing."""
        del request
        return HttpResponse(b"{}", content_type="application/json")


urlpatterns = [*addresses, path("empty", Empty.as_view())]
