"""Lots and serials over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from wms.inventory.catalogue.contracts.lots import Lot, LotFilter
from wms.inventory.scopes import READ
from wms.inventory.stock.queries.lots import list_lots
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Lots(ContractView):
    """Goods made together, and units with a serial."""

    route = "lots"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[Lot], query=LotFilter)
    def get(self, request: Request) -> Response:
        """List lots, newest first, with what there is of each."""
        return self.answer(
            list_lots(
                client_id=self.caller.client_id, filters=self.query(LotFilter), page=self.page()
            )
        )
