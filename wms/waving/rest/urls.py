"""Where waving answers."""

from wms.platform.rest.routes import routes_of
from wms.waving.rest import views

urlpatterns = routes_of(views)
