"""Addresses of fulfillment under ``/api/v1/``."""

from django.urls import path

from wms.fulfillment.exceptions.rest import ClearView, ExceptionsView, SnoozeView
from wms.fulfillment.saga.rest.checks import CheckView
from wms.fulfillment.saga.rest.orders import CancelView, RestartView, ShipShortView

urlpatterns = [
    path("orders/check", CheckView.as_view(), name="order-check"),
    path("orders/<uuid:order_id>/cancel", CancelView.as_view(), name="order-cancel"),
    path("orders/<uuid:order_id>/ship-short", ShipShortView.as_view(), name="order-ship-short"),
    path("exceptions", ExceptionsView.as_view(), name="exceptions"),
    path("orders/<uuid:order_id>/restart", RestartView.as_view(), name="order-restart"),
    path("exceptions/<uuid:exception_id>/clear", ClearView.as_view(), name="exception-clear"),
    path("exceptions/<uuid:exception_id>/snooze", SnoozeView.as_view(), name="exception-snooze"),
]
