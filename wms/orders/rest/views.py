"""Orders over HTTP. Cancelling one belongs to fulfillment."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.kernel.ids import OrderId
from wms.kernel.pages import Page
from wms.orders.contracts import (
    History,
    NewOrder,
    Order,
    OrderFilter,
    OrderMoment,
    OrderNotFound,
    OrderSummary,
    ReceiveOrder,
)
from wms.orders.selectors.history import get_history
from wms.orders.selectors.orders import get_order, list_orders
from wms.orders.selectors.past import get_order_at
from wms.orders.services.receive_order import receive_order
from wms.platform.rest.queries import check_past
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import Cached, describe
from wms.platform.rest.views import ContractView

ORDER = Resource(
    contract=Order,
    noun="order",
    parameter="order_id",
    load=get_order,
    missing=OrderNotFound,
)


class Orders(ContractView):
    """What clients want shipped."""

    route = "orders"
    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read", "POST": "orders:write"}

    @describe(answer=Page[OrderSummary], query=OrderFilter)
    def get(self, request: Request) -> Response:
        """List orders, the newest first."""
        return self.answer(
            list_orders(
                client_id=self.caller.client_id, filters=self.query(OrderFilter), page=self.page()
            )
        )

    @describe(request=NewOrder, answer=Order, status=HTTP_201_CREATED)
    def post(self, request: Request) -> Response:
        """Take in an order; its saga begins by itself."""
        asked = self.body(NewOrder)
        order = receive_order(
            ReceiveOrder(
                client_id=self.caller.client_id,
                warehouse_id=self.warehouse_id(asked.warehouse),
                order=asked,
                actor=self.caller.actor,
            ),
            receipt=self.receipt(),
        )
        response = self.answer(order, HTTP_201_CREATED)
        response.headers["Location"] = reverse("order", kwargs={"order_id": order.order_id})
        return response


class OneOrder(ContractView):
    """One order."""

    route = "orders/<uuid:order_id>"
    route_name = "order"
    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read"}

    @describe(answer=Cached[Order], query=OrderMoment)
    def get(self, request: Request, order_id: UUID) -> HttpResponse:
        """Show an order with its lines, now or as it was at a moment."""
        as_of = self.query(OrderMoment).as_of
        check_past(as_of)
        if as_of is not None:
            return self.answer(
                get_order_at(
                    order_id=OrderId(order_id), client_id=self.caller.client_id, as_of=as_of
                )
            )
        return self.cached(ORDER.read(order_id, self.caller.client_id))


class OrderHistory(ContractView):
    """What happened to one order."""

    route = "orders/<uuid:order_id>/history"
    scopes: ClassVar[dict[str, str]] = {"GET": "orders:read"}

    @describe(answer=History)
    def get(self, request: Request, order_id: UUID) -> Response:
        """Show what happened, one entry per version of the order."""
        entries = get_history(order_id=OrderId(order_id), client_id=self.caller.client_id)
        return self.answer(History(results=entries))
