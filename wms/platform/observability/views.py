"""Health for the machine that restarts us, figures for the one that watches."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from prometheus_client import CONTENT_TYPE_LATEST
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from wms.platform.observability.health import Health, readiness
from wms.platform.observability.metrics import exposition
from wms.platform.rest.renderers import ContractRenderer


@extend_schema(exclude=True)
class Live(APIView):
    """Whether the process answers at all; asks nobody else."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (ContractRenderer,)

    def get(self, _request: Request) -> Response:
        """Say that we are alive."""
        return Response({"health": Health.OK})


@extend_schema(exclude=True)
class Ready(APIView):
    """Whether orders can be taken."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (ContractRenderer,)

    def get(self, _request: Request) -> Response:
        """Say how the parts are; 503 if orders cannot be taken."""
        found = readiness()
        is_down = found.health is Health.DOWN
        return Response(found, HTTPStatus.SERVICE_UNAVAILABLE if is_down else HTTPStatus.OK)


@extend_schema(exclude=True)
class Metrics(APIView):
    """Figures for Prometheus."""

    scopes: ClassVar[dict[str, str]] = {"GET": "system:read"}
    renderer_classes = (ContractRenderer,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002 - the framework's
        """Take any Accept header: there is one format."""
        return super().perform_content_negotiation(request, force=True)

    def get(self, _request: Request) -> HttpResponse:
        """Return the figures as text."""
        return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
