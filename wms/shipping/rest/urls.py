"""Where shipping answers."""

from wms.platform.rest.routes import routes_of
from wms.shipping.rest import manifests, shipments

urlpatterns = routes_of(manifests, shipments)
