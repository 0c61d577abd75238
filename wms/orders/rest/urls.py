"""Where orders answers."""

from django.urls import path

from wms.orders.rest.views import OneOrder, OrderHistory, Orders

urlpatterns = [
    path("orders", Orders.as_view(), name="orders"),
    path("orders/<uuid:order_id>", OneOrder.as_view(), name="order"),
    path("orders/<uuid:order_id>/history", OrderHistory.as_view(), name="order-history"),
]
