"""Addresses of fulfillment under ``/api/v1/``."""

from wms.fulfillment.exceptions import rest as exceptions
from wms.fulfillment.saga.rest import checks as saga_checks
from wms.fulfillment.saga.rest import orders as saga_orders
from wms.platform.rest.routes import routes_of

urlpatterns = routes_of(exceptions, saga_checks, saga_orders)
