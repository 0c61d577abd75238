"""The base of every view: a contract in, one facade call, a contract out."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from wms.kernel.ids import WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.platform.cache.read import Read, read_through
from wms.platform.commands import Receipt
from wms.platform.deferred.contracts import Deferred
from wms.platform.rest.access import Caller, caller_of
from wms.platform.rest.bodies import NoBody, contract_of, is_nothing, wants_body
from wms.platform.rest.encoding import check_path, parse, parse_query
from wms.platform.rest.etags import etag_of
from wms.platform.rest.idempotency import IdempotencyReceipt
from wms.platform.rest.limits import check_length
from wms.platform.rest.parsers import LeftToTheView
from wms.platform.rest.preconditions import IfMatch, PreconditionFailed
from wms.platform.rest.queries import page_request, values_for
from wms.platform.rest.renderers import ContractRenderer
from wms.platform.rest.resources import Resource
from wms.platform.tenancy import facade as tenancy

ContractT = TypeVar("ContractT")


class ContractView(APIView):
    """A view that speaks contracts. Whoever lacks the scope of the method is refused.

    ``route`` is its address under ``/api/v1/``, ``route_name`` what it is reversed by, if it is.
    ``scopes`` names the scope per method; a method without one is denied to everybody. A method
    that is not described with a request takes no body. ``changes`` is what its methods that are
    no GET change, by the id in its address: ``If-Match`` speaks of that.
    """

    route: ClassVar[str] = ""
    route_name: ClassVar[str] = ""
    scopes: ClassVar[dict[str, str]] = {}
    renderer_classes: Sequence[type[BaseRenderer]] = (ContractRenderer,)
    parser_classes: Sequence[type[BaseParser]] = (LeftToTheView,)
    metadata_class = None
    changes: ClassVar[Resource | None] = None

    _receipt: IdempotencyReceipt | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let in who may; then refuse words that nothing is called, and a body nobody would read.

        So is an ``If-Match`` that nobody would look at.

        Raises:
            BodyTooLarge: the body is longer than any that the method takes.
            UnsupportedMediaType: there is a body, and it is not called JSON.
            InvalidRequest: the path holds what no table can store, or there is a body, and it is
                more than nothing; all faults are in it.
            PreconditionFailed: there is an ``If-Match`` for what has no tag.
        """
        super().initial(request, *args, **kwargs)
        check_path(kwargs)
        method = getattr(self, (request.method or "").lower(), None)
        check_length(request, contract_of(method))
        if request.method in SAFE_METHODS:
            return
        if self.changes is None and "HTTP_IF_MATCH" in request.META:
            raise PreconditionFailed("what is changed here has no ETag")
        if method is None or wants_body(method):
            return
        if not is_nothing(self._raw()):
            self.body(NoBody)

    @property
    def caller(self) -> Caller:
        """Return who asks, and for which client."""
        return caller_of(self.request)

    def body(self, contract: type[ContractT]) -> ContractT:
        """Return the JSON body as a contract.

        Raises:
            UnsupportedMediaType: it is not called JSON.
            InvalidRequest: it is not such a contract; all faults are in it.
        """
        raw = self._raw()
        media_type, _, _ = self.request.META.get("CONTENT_TYPE", "").partition(";")
        if raw and media_type.strip().lower() != "application/json":
            raise UnsupportedMediaType(media_type, "Send application/json.")
        return parse(contract, raw)

    def query(self, contract: type[ContractT]) -> ContractT:
        """Return the query parameters as a contract, less those that ``page`` reads.

        Raises:
            InvalidRequest: there is an unknown or a wrong one; all faults are in it.
        """
        return parse_query(contract, values_for(contract, self.request.query_params))

    def page(self) -> PageRequest:
        """Return which page of a list is asked for.

        Raises:
            InvalidRequest: the limit is not a number from 1 to 200.
        """
        return page_request(self.request.query_params)

    def warehouse_id(self, code: str | None) -> WarehouseId:
        """Return the id of the warehouse with a code; without a code, of the only one.

        Raises:
            UnknownWarehouse: there is none, or no code where there are several.
        """
        warehouse = tenancy.only_warehouse() if code is None else tenancy.get_warehouse(code=code)
        return warehouse.warehouse_id

    def receipt(self) -> Receipt | None:
        """Return what the headers ask of the command that it is handed to; None without any.

        That it is done once (``Idempotency-Key``), and only to what the caller has seen
        (``If-Match``).

        Raises:
            InvalidRequest: the key is empty, too long, or not printable ASCII.
        """
        key = self.request.META.get("HTTP_IDEMPOTENCY_KEY")
        if key is not None:
            self._receipt = IdempotencyReceipt(
                client_id=self.caller.client_id,
                caller=self.caller.actor,
                route=f"{self.request.method} {self.request.path}",
                key=key,
                body=self._raw(),
            )
        tags = self.request.META.get("HTTP_IF_MATCH")
        if tags is None or self.changes is None:
            return self._receipt
        thing: UUID = self.kwargs[self.changes.parameter]
        question = self.changes.read(thing, self.caller.client_id)
        return IfMatch(tags, question, thing, self._receipt)

    def answer(self, contract: Any, status: int = 200) -> Response:
        """Return a contract, or a page of them, as the answer."""
        if isinstance(contract, Page):
            contract = {
                "next": self._link_to(contract.next),
                "previous": self._link_to(contract.previous),
                "results": contract.results,
            }
        return Response(contract, status)

    def cached(self, question: Read) -> HttpResponse:
        """Return what is known of a thing as the answer, with its ``ETag``.

        ``X-Cache`` says where it is from; the bytes are the same. Who has them gets 304.
        """
        body, outcome = read_through(question, past=self.caller.is_fenced)
        answer = HttpResponse(body, content_type=ContractRenderer.media_type)
        etag = etag_of(body)
        response = get_conditional_response(self.request, etag, response=answer) or answer
        response.headers["ETag"] = etag
        response.headers["X-Cache"] = outcome.upper()
        # It may be kept and is asked for again each time: it is the caller's own, and changes.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def deferred(self, work: Deferred, address: str) -> Response:
        """Return what is done later as the answer, with the address at which to look for it."""
        response = self.answer(work, 202)
        response.headers["Location"] = self.request.build_absolute_uri(
            reverse(address, args=[work.deferred_id])
        )
        return response

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Say so if the answer is that of an earlier request."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if self._receipt is not None and self._receipt.is_replay:
            answer.headers["Idempotent-Replay"] = "true"
        return answer

    def _raw(self) -> bytes:
        raw: bytes = self.request.body
        return raw

    def _link_to(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        parameters = self.request.query_params.copy()
        parameters["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{parameters.urlencode()}")
