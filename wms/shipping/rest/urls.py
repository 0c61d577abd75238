"""Where shipping answers."""

from wms.platform.rest.routes import routes_of
from wms.shipping.rest import views

urlpatterns = routes_of(views)
