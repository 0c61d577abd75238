"""Asking what would become of an order, over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from wms.fulfillment.saga.contracts.checks import CheckOrder, OrderCheck
from wms.fulfillment.saga.queries.checks import check_order
from wms.orders.contracts import NewOrder
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class CheckView(ContractView):
    """``/orders/check``."""

    route = "orders/check"
    scopes: ClassVar[dict[str, str]] = {"POST": "orders:write"}

    @describe(request=NewOrder, answer=OrderCheck)
    def post(self, _request: Request) -> Response:
        """Say every reason why an order would be rejected, and take nothing in.

        It is the answer of this moment: an Idempotency-Key changes nothing about it.
        """
        query = CheckOrder(client_id=self.caller.client_id, order=self.body(NewOrder))
        return self.answer(check_order(query))
