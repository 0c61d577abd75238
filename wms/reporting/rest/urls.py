"""Where reporting answers."""

from wms.platform.rest.routes import routes_of
from wms.reporting.order_view import rest as order_view

urlpatterns = routes_of(order_view)
