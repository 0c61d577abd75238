"""OpenAPI 3.1 from the contracts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, Generic, TypeVar, cast, get_args, get_origin

from django.http.response import HttpResponseBase
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentIdentity, ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import Direction, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from wms.kernel.pages import DEFAULT_LIMIT, MAX_LIMIT, Page
from wms.platform.cache.read import Outcome
from wms.platform.deferred.contracts import Deferred
from wms.platform.rest.bodies import wants
from wms.platform.rest.contract_schemas import Schema, inlined, name_of, parts_of, schema_of
from wms.platform.rest.described import item_of, note
from wms.platform.rest.faults import Fault
from wms.platform.rest.problems import MEDIA_TYPE
from wms.platform.rest.queries import DOWN, SORT, UP
from wms.platform.rest.renderers import CsvRenderer

MethodT = TypeVar("MethodT", bound=Callable[..., Any])
ContractT = TypeVar("ContractT")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A refusal or a failure (RFC 9457); decide by ``code``, never by the words."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: tuple[Fault, ...] = ()


class Cached(Generic[ContractT]):
    """Says of an answer that it is read through the cache: it has an ``ETag``, and may be 304."""


class AsFile(Generic[ContractT]):
    """Says of an answer that it is given as a file of CSV or XLSX too."""


@dataclass(unsafe_hash=True)
class Shape:
    """A contract, or a page or tuple of contracts, as the generator sees it.

    The generator marks what a ``PATCH`` takes as ``partial``.
    """

    contract: Any
    partial: bool = field(default=False, compare=False)


def describe(
    *,
    answer: Any,
    request: type[Any] | None = None,
    status: int = 200,
    query: type[Any] | None = None,
    deferred: bool = False,
) -> Callable[[MethodT], MethodT]:
    """Describe a method of a view: the contracts it takes and gives.

    A method without ``request`` takes no body: whoever sends one is refused.
    One that is ``deferred`` answers 202 to what is carried out later.
    ``answer`` is a contract, ``Cached[Contract]``, ``AsFile[Contract]``, ``Page[Contract]``,
    ``tuple[Contract, ...]``, or None for no body.
    """
    is_cached, is_file = get_origin(answer) is Cached, get_origin(answer) is AsFile
    if is_cached or is_file:
        (answer,) = get_args(answer)
    parameters = [
        *_parameters_of(query),
        *(_page_of(query) if get_origin(answer) is Page else ()),
        *(_OF_CACHED if is_cached else ()),
    ]
    decorate: Callable[[MethodT], MethodT] = extend_schema(
        request=None if request is None else {"application/json": Shape(request)},
        parameters=parameters,
        responses={
            (status, "application/json"): OpenApiResponse(
                None if answer is None else Shape(answer), "Done."
            ),
            **(_FILES if is_file else {}),
            **(_TABLE if get_origin(answer) is Page else {}),
            **({(202, "application/json"): _LATER} if deferred else {}),
            **({304: _NOT_MODIFIED} if is_cached else {}),
            ("4XX", MEDIA_TYPE): OpenApiResponse(Shape(Problem), "Refused; nothing was done."),
        },
    )

    def finish(method: MethodT) -> MethodT:
        described = note(
            decorate(_listed(method, answer)), answer=None if is_file else answer, query=query
        )
        return described if request is None else wants(described, request)

    return finish


def _listed(method: MethodT, answer: Any) -> MethodT:
    """Let a method that lists pages give all of them as CSV, if that is asked for."""
    if get_origin(answer) is not Page:
        return method

    @wraps(method)
    def handle(self: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.accepted_renderer.format == CsvRenderer.format:
            table: HttpResponseBase = self.table(partial(method, self, request, *args, **kwargs))
            return table
        page: HttpResponseBase = method(self, request, *args, **kwargs)
        return page

    return cast("MethodT", handle)


class ContractSchema(AutoSchema):
    """Describes operations; tags are the first part of the path after the version."""

    def get_tags(self) -> list[str]:
        """Return the resource that the path is about."""
        return [self.path.removeprefix("/api/v1/").strip("/").split("/")[0]]

    def get_operation_id(self) -> str:
        """Return the method and the path, which together are unique."""
        words = re.findall(r"[a-z0-9]+", self.path.removeprefix("/api/v1/").lower())
        return "_".join([self.method.lower(), *words])

    def is_deprecated(self) -> bool:
        """Return whether another address should be used."""
        return getattr(self.view, "deprecated", None) is not None

    def get_override_parameters(self) -> list[Any]:
        """Return what every call may carry."""
        headers = [_IDEMPOTENCY_KEY] if self.method == "POST" else []
        if self.method == "GET" and item_of(getattr(self.view, "get", None)) is not None:
            headers.append(_FIELDS)
        if self.method != "GET" and getattr(self.view, "changes", None) is not None:
            headers.append(_IF_MATCH)
        return headers


class ShapeExtension(OpenApiSerializerExtension):
    """Writes contracts, and what they hold, into the components."""

    target_class = Shape

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> str:
        """Return the name of the component."""
        return name_of(self.target.contract)

    def get_identity(self, auto_schema: AutoSchema, direction: Direction) -> Any:
        """Return what distinguishes one component from another of the same name."""
        return ComponentIdentity(self.target.contract)

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> Schema:
        """Return the schema; what it refers to becomes components of their own."""
        contract = self.target.contract
        if get_origin(contract) is tuple:
            return {"type": "array", "items": self._inside(auto_schema, get_args(contract)[0])}
        if get_origin(contract) is Page:
            link = {"type": ["string", "null"], "format": "uri"}
            results = {"type": "array", "items": self._inside(auto_schema, get_args(contract)[0])}
            return {
                "type": "object",
                "properties": {"next": link, "previous": link, "results": results},
                "required": ["next", "previous", "results"],
            }
        return _register_parts(auto_schema, contract)

    def _inside(self, auto_schema: AutoSchema, contract: Any) -> Schema:
        shape: Any = Shape(contract)
        component = auto_schema.resolve_serializer(shape, "response")
        reference: Schema = component.ref
        return reference


class BearerScheme(OpenApiAuthenticationExtension):
    """Describes the login of machines."""

    target_class = "wms.platform.rest.authentication.BearerToken"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> Schema:
        """Return what the login looks like."""
        return {"type": "http", "scheme": "bearer"}


def _register_parts(auto_schema: AutoSchema, contract: Any) -> Schema:
    schema, classes = schema_of(contract), parts_of(contract)
    for name, part in schema.pop("$defs", {}).items():
        # By identity, so that two classes of one name are reported and not mixed up.
        component = ResolvedComponent(
            name=name,
            type=ResolvedComponent.SCHEMA,
            object=ComponentIdentity(classes[name]),
            schema=part,
        )
        auto_schema.registry.register_on_missing(component)
    return schema


def _page_of(query: type[Any] | None) -> tuple[OpenApiParameter, ...]:
    has_sort = query is not None and SORT in query.__dataclass_fields__
    return _PAGE if has_sort else (*_PAGE, _SORT)


def _parameters_of(query: type[Any] | None) -> list[OpenApiParameter]:
    if query is None:
        return []
    schema = schema_of(query)
    parts = schema.get("$defs", {})
    return [
        OpenApiParameter(
            name,
            inlined(field, parts),
            required=name in schema.get("required", ()),
            description=field.get("description", ""),
        )
        for name, field in schema["properties"].items()
    ]


_TABLE = {(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, "All of the list.")}
_FILES = {
    (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR, "Done."),
    (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"): OpenApiResponse(
        OpenApiTypes.BINARY, "Done."
    ),
}
_LATER = OpenApiResponse(Shape(Deferred), "Put off; `Location` says how far it is.")
_PAGE = (
    OpenApiParameter("cursor", str, description="From `next` or `previous` of another page."),
    OpenApiParameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    ),
)
_FIELDS = OpenApiParameter(
    "fields", str, description="Only these fields of each answer, with commas between."
)
_SORT = OpenApiParameter(
    "sort", str, enum=[DOWN, UP], description="What was made last first (the default), or first."
)
_NOT_MODIFIED = OpenApiResponse(None, "Not changed since the `ETag` that was sent.")
_OF_CACHED = (
    OpenApiParameter(
        "Prefer",
        str,
        OpenApiParameter.HEADER,
        description="With `wait=10` and `If-None-Match`, it is answered when it has changed, or"
        " after so many seconds; 20 at most.",
    ),
    OpenApiParameter(
        "If-None-Match",
        str,
        OpenApiParameter.HEADER,
        description="The `ETag` of an earlier answer.",
    ),
    OpenApiParameter(
        "ETag", str, OpenApiParameter.HEADER, response=[200, 304], description="Of these bytes."
    ),
    OpenApiParameter(
        "X-Cache",
        str,
        OpenApiParameter.HEADER,
        response=[200, 304],
        enum=[outcome.upper() for outcome in Outcome],
        description="Where the answer is from.",
    ),
)
_IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="Change it only if this is still its `ETag`; 412 says that it is not.",
)
_IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 200},
    OpenApiParameter.HEADER,
    description="Repeats with the same key and body get the first answer, for 24 hours.",
)
