"""What a view reads of a request, as contracts."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from wms.kernel.ids import WarehouseId
from wms.platform.rest.access import Caller, caller_of
from wms.platform.rest.bodies import NoBody, contract_of, is_nothing, wants_body
from wms.platform.rest.described import has_own_sort, is_list, item_of
from wms.platform.rest.encoding import check_path, parse, parse_query
from wms.platform.rest.limits import check_length
from wms.platform.rest.parsers import LeftToTheView
from wms.platform.rest.preconditions import PreconditionFailed
from wms.platform.rest.queries import FIELDS, FORMAT, PAGE_PARAMETERS, SORT, values_for
from wms.platform.rest.resources import Resource
from wms.platform.tenancy import facade as tenancy

ContractT = TypeVar("ContractT")


class RequestView(APIView):
    """A view that reads contracts. Whoever lacks the scope of the method is refused.

    ``route`` is its address under ``/api/v1/``, ``route_name`` what it is reversed by, if it is.
    ``scopes`` names the scope per method; a method without one is denied to everybody. A method
    that is not described with a request takes no body. ``changes`` is what its methods that are
    no GET change, by the id in its address: ``If-Match`` speaks of that.
    """

    route: ClassVar[str] = ""
    route_name: ClassVar[str] = ""
    scopes: ClassVar[dict[str, str]] = {}
    parser_classes: Sequence[type[BaseParser]] = (LeftToTheView,)
    metadata_class = None
    changes: ClassVar[Resource | None] = None

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

    def warehouse_id(self, code: str | None) -> WarehouseId:
        """Return the id of the warehouse with a code; without a code, of the only one.

        Raises:
            UnknownWarehouse: there is none, or no code where there are several.
        """
        warehouse = tenancy.only_warehouse() if code is None else tenancy.get_warehouse(code=code)
        return warehouse.warehouse_id

    @property
    def _method(self) -> Callable[..., Any] | None:
        return getattr(self, (self.request.method or "").lower(), None)

    def _raw(self) -> bytes:
        raw: bytes = self.request.body
        return raw
