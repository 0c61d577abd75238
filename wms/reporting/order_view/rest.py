"""Order views over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.kernel.ids import OrderId
from wms.kernel.pages import Page
from wms.platform.rest.queries import NoQuery, check_past
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView
from wms.reporting.order_view.contracts import (
    OrderCounts,
    OrderView,
    OrderViewDetail,
    OrderViewFilter,
    OrderViewMoment,
)
from wms.reporting.order_view.queries import count_orders, get_order_view, list_order_views


class OrderViews(ContractView):
    """All that orders went through."""

    route = "order-views"
    scopes: ClassVar[dict[str, str]] = {"GET": "reports:read"}

    @describe(answer=Page[OrderView], query=OrderViewFilter)
    def get(self, request: Request) -> Response:
        """List and search orders by what they went through, newest first or as `sort` says."""
        return self.answer(
            list_order_views(
                client_id=self.caller.client_id,
                filters=self.query(OrderViewFilter),
                page=self.page(),
            )
        )


class OneOrderView(ContractView):
    """All that one order went through."""

    route = "order-views/<uuid:order_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": "reports:read"}

    @describe(answer=OrderViewDetail, query=OrderViewMoment)
    def get(self, request: Request, order_id: UUID) -> Response:
        """Show an order with its timeline, wave, tasks, cartons and times, now or at a moment."""
        as_of = self.query(OrderViewMoment).as_of
        check_past(as_of)
        return self.answer(
            get_order_view(order_id=OrderId(order_id), client_id=self.caller.client_id, as_of=as_of)
        )


class OrderViewCounts(ContractView):
    """How far the orders are, in numbers."""

    route = "order-views/counts"
    scopes: ClassVar[dict[str, str]] = {"GET": "reports:read"}

    @describe(answer=OrderCounts)
    def get(self, request: Request) -> Response:
        """Count the orders by status."""
        self.query(NoQuery)
        return self.answer(count_orders(client_id=self.caller.client_id))
