"""Requests that reach no view: problems below ``/api/``, ordinary pages elsewhere."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views import defaults
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from wms.platform.rest.permissions import LoggedIn
from wms.platform.rest.problems import problem, problem_of
from wms.platform.rest.views import ContractView


@extend_schema(exclude=True)
class UnknownPath(ContractView):
    """Whatever is below ``/api/`` and nowhere else: who is not logged in learns only that."""

    permission_classes = (LoggedIn,)

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Refuse every method alike.

        Raises:
            NotFound: somebody is logged in.
        """
        super().initial(request, *args, **kwargs)
        raise NotFound


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a request that Django would not take."""
    return problem_of(exception) if _is_api(request) else defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a request that Django refused."""
    if _is_api(request):
        return problem_of(exception)
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Answer a request for something that is not there."""
    if _is_api(request):
        return problem_of(exception)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that failed outside of any view; Django has logged why."""
    if _is_api(request):
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal")
    return defaults.server_error(request)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
