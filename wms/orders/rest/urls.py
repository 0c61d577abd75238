"""Where orders answers."""

from wms.orders.rest import views
from wms.platform.rest.routes import routes_of

urlpatterns = routes_of(views)
