"""Answers of views: contracts, pages of them, and whole lists as tables."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response

from wms.kernel.pages import MAX_LIMIT, Page, PageRequest
from wms.platform.rest.columns import columns_of, written
from wms.platform.rest.described import has_own_sort, is_list, item_of
from wms.platform.rest.queries import chosen_fields, page_request
from wms.platform.rest.renderers import ContractRenderer, CsvRenderer
from wms.platform.rest.requests import RequestView
from wms.platform.rest.waits import SeatedLines, TableSeat


class ListView(RequestView):
    """A view that answers contracts: all their fields, or those that are asked for."""

    renderer_classes: Sequence[type[BaseRenderer]] = (ContractRenderer,)

    _listed: Page[Any] | None = None

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

    def _link_to(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        parameters = self.request.query_params.copy()
        parameters["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{parameters.urlencode()}")
