"""Where reporting answers."""

from django.urls import path

from wms.reporting.order_view.rest import OneOrderView, OrderViewCounts, OrderViews

urlpatterns = [
    path("order-views", OrderViews.as_view(), name="order-views"),
    path("order-views/counts", OrderViewCounts.as_view(), name="order-view-counts"),
    path("order-views/<uuid:order_id>", OneOrderView.as_view(), name="order-view"),
]
