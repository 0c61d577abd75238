"""Where shipping answers."""

from django.urls import path

from wms.shipping.rest.views import (
    Close,
    Label,
    Manifests,
    OneManifest,
    OneShipment,
    Ship,
    Shipments,
)

urlpatterns = [
    path("shipments", Shipments.as_view(), name="shipments"),
    path("shipments/<uuid:shipment_id>", OneShipment.as_view(), name="shipment"),
    path("shipments/<uuid:shipment_id>/label", Label.as_view(), name="shipment-label"),
    path("shipments/<uuid:shipment_id>/ship", Ship.as_view(), name="shipment-ship"),
    path("manifests", Manifests.as_view(), name="manifests"),
    path("manifests/<uuid:manifest_id>", OneManifest.as_view(), name="manifest"),
    path("manifests/<uuid:manifest_id>/close", Close.as_view(), name="manifest-close"),
]
