"""Who holds stock, and why a line of an order does not, over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from wms.inventory.diagnosis.contracts import (
    HolderFilter,
    StockHolder,
    WhyNot,
    WhyNotQuestion,
)
from wms.inventory.diagnosis.queries.holders import list_holders
from wms.inventory.diagnosis.queries.why_not import why_not
from wms.inventory.scopes import READ
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Holders(ContractView):
    """Who holds the units of a SKU, or waits for them."""

    route = "holders"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[StockHolder], query=HolderFilter)
    def get(self, request: Request) -> Response:
        """List the orders that hold units of a SKU or wait for them, the oldest first."""
        filters = self.query(HolderFilter)
        return self.answer(
            list_holders(
                client_id=self.caller.client_id,
                warehouse_id=self.warehouse_id(filters.warehouse),
                filters=filters,
                page=self.page(),
            )
        )


class WhyNots(ContractView):
    """Why a line of an order is not reserved, or has no places."""

    route = "why-not"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=WhyNot, query=WhyNotQuestion)
    def get(self, request: Request) -> Response:
        """Say how a line of an order stands, and what is in its way."""
        return self.answer(
            why_not(client_id=self.caller.client_id, question=self.query(WhyNotQuestion))
        )
