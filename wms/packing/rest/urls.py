"""Where packing answers."""

from wms.packing.rest import views, workers
from wms.platform.rest.routes import routes_of

urlpatterns = routes_of(views, workers)
