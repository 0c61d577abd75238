"""Where reporting answers."""

from wms.platform.rest.routes import routes_of
from wms.reporting.analytics import rest as analytics
from wms.reporting.order_view import rest as order_view
from wms.reporting.projection import rest as projection
from wms.reporting.reports import rest as reports

urlpatterns = routes_of(order_view, analytics, reports, projection)
