"""The base of every view: a contract in, one facade call, a contract out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from pydantic_core import from_json, to_json
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from wms.kernel.ids import WarehouseId
from wms.kernel.pages import MAX_LIMIT, Page, PageRequest
from wms.platform.cache.read import Outcome, Read, read_through
from wms.platform.commands import Receipt
from wms.platform.deferred.contracts import Deferred
from wms.platform.rest.access import Caller, caller_of
from wms.platform.rest.bodies import NoBody, contract_of, is_nothing, wants_body
from wms.platform.rest.columns import columns_of, written
from wms.platform.rest.deprecations import Deprecation
from wms.platform.rest.described import has_own_sort, is_list, item_of
from wms.platform.rest.encoding import check_path, parse, parse_query
from wms.platform.rest.etags import etag_of
from wms.platform.rest.idempotency import IdempotencyReceipt
from wms.platform.rest.limits import check_length
from wms.platform.rest.parsers import LeftToTheView
from wms.platform.rest.preconditions import IfMatch, PreconditionFailed
from wms.platform.rest.queries import (
    FIELDS,
    FORMAT,
    PAGE_PARAMETERS,
    SORT,
    chosen_fields,
    page_request,
    values_for,
)
from wms.platform.rest.rates import Rate, TokenRate
from wms.platform.rest.renderers import ContractRenderer, CsvRenderer
from wms.platform.rest.resources import Resource
from wms.platform.rest.waits import SeatedLines, TableSeat, preferred_wait, seat, wait_until
from wms.platform.tenancy import facade as tenancy

ContractT = TypeVar("ContractT")


class ContractView(APIView):
    """A view that speaks contracts. Whoever lacks the scope of the method is refused.

    ``route`` is its address under ``/api/v1/``, ``route_name`` what it is reversed by, if it is.
    ``scopes`` names the scope per method; a method without one is denied to everybody. A method
    that is not described with a request takes no body. ``changes`` is what its methods that are
    no GET change, by the id in its address: ``If-Match`` speaks of that. ``deprecated`` says since
    when it should not be used any more, and what should in its place.
    """

    route: ClassVar[str] = ""
    route_name: ClassVar[str] = ""
    scopes: ClassVar[dict[str, str]] = {}
    renderer_classes: Sequence[type[BaseRenderer]] = (ContractRenderer,)
    parser_classes: Sequence[type[BaseParser]] = (LeftToTheView,)
    throttle_classes: Sequence[type[BaseThrottle]] = (TokenRate,)
    metadata_class = None
    deprecated: ClassVar[Deprecation | None] = None
    rate: Rate | None = None
    changes: ClassVar[Resource | None] = None

    _receipt: IdempotencyReceipt | None = None
    _listed: Page[Any] | None = None

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
        passed = set() if item_of(self._method) is None else {FIELDS}
        if is_list(self._method):
            passed |= PAGE_PARAMETERS | {FORMAT}
            passed |= set() if has_own_sort(self._method) else {SORT}
        return parse_query(contract, values_for(contract, self.request.query_params, passed))

    def page(self) -> PageRequest:
        """Return which page of a list is asked for.

        Raises:
            InvalidRequest: the limit is not a number from 1 to 200.
        """
        page = page_request(self.request.query_params, sorts=not has_own_sort(self._method))
        if self._listed is None:
            return page
        # All of the list is asked for, and this is the next of its pages.
        return replace(page, cursor=self._listed.next, limit=MAX_LIMIT)

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
        """Return a contract, or a page of them, as the answer: all its fields, or those asked for.

        Raises:
            InvalidRequest: there is no such field.
        """
        if isinstance(contract, Page):
            self._listed = contract
            contract = {
                "next": self._link_to(contract.next),
                "previous": self._link_to(contract.previous),
                "results": tuple(map(self._chosen, contract.results)),
            }
        elif self.request.method in SAFE_METHODS:
            contract = self._chosen(contract)
        return Response(contract, status)

    def cached(self, question: Read) -> HttpResponse:
        """Return what is known of a thing as the answer, with its ``ETag``.

        ``X-Cache`` says where it is from; the bytes are the same. Who has them gets 304, or, with
        ``Prefer: wait``, others as soon as there are.
        """
        body, outcome = self._read(question)
        known = parse_etags(self.request.META.get("HTTP_IF_NONE_MATCH", ""))
        seconds = preferred_wait(self.request) if etag_of(body) in known else 0
        with seat(wanted=seconds > 0) as may_wait:
            if may_wait:
                wait_until(lambda: etag_of(self._read(question)[0]) not in known, seconds)
                body, outcome = self._read(question)
        answer = HttpResponse(body, content_type=ContractRenderer.media_type)
        etag = etag_of(body)
        response = get_conditional_response(self.request, etag, response=answer) or answer
        response.headers["ETag"] = etag
        response.headers["X-Cache"] = outcome.upper()
        if may_wait:
            response.headers["Preference-Applied"] = f"wait={seconds}"
        # It may be kept and is asked for again each time: it is the caller's own, and changes.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def _read(self, question: Read) -> tuple[bytes, Outcome]:
        wanted = self._wanted
        body, outcome = read_through(question, past=self.caller.is_fenced)
        if wanted is not None:
            said = from_json(body)
            body = to_json({name: said[name] for name in wanted})
        return body, outcome

    def table(self, list_page: Callable[[], Response]) -> StreamingHttpResponse:
        """Return all of a list as CSV, line by line; between its pages nothing is held.

        Args:
            list_page: answers with the next page; the first one shows whether it is refused.
        """
        place = TableSeat()
        try:
            list_page()
        except BaseException:
            place.leave()
            raise
        item, wanted = item_of(self._method), self._wanted
        columns = [
            each
            for each in ([] if item is None else columns_of(item))
            if wanted is None or each[0] in wanted
        ]
        name = self.request.path.rstrip("/").rpartition("/")[2]
        return StreamingHttpResponse(
            SeatedLines(written(columns, self._all_listed(list_page)), place),
            content_type=f"{CsvRenderer.media_type}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )

    def _all_listed(self, list_page: Callable[[], Response]) -> Iterator[Any]:
        while self._listed is not None:
            yield from self._listed.results
            if self._listed.next is None:
                return
            list_page()

    def get_renderers(self) -> list[BaseRenderer]:
        """Return in which forms it answers: lists are given as CSV too."""
        found = super().get_renderers()
        if is_list(self._method):
            found.append(CsvRenderer())
        return found

    @property
    def _method(self) -> Callable[..., Any] | None:
        return getattr(self, (self.request.method or "").lower(), None)

    @property
    def _wanted(self) -> list[str] | None:
        """Return the fields that are asked for; None asks for all.

        Raises:
            InvalidRequest: there is no such field.
        """
        item = item_of(self._method) if self.request.method in SAFE_METHODS else None
        return None if item is None else chosen_fields(self.request.query_params, item)

    def _chosen(self, contract: Any) -> Any:
        wanted = self._wanted
        if wanted is None:
            return contract
        return {name: getattr(contract, name) for name in wanted}

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
        """Say so if the answer is that of an earlier request, and what the headers of all say."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        for said in (self.rate, self.deprecated):
            for name, value in ({} if said is None else said.headers).items():
                answer.headers[name] = value
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
