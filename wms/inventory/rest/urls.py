"""Where inventory answers."""

from django.urls import path

from wms.inventory.rest.views import Locations, Movements, OneStock, Receipts, Skus, Stock

urlpatterns = [
    path("skus", Skus.as_view(), name="skus"),
    path("locations", Locations.as_view(), name="locations"),
    path("stock", Stock.as_view(), name="stock"),
    path("stock/<path:sku>", OneStock.as_view(), name="one-stock"),
    path("movements", Movements.as_view(), name="movements"),
    path("receipts", Receipts.as_view(), name="receipts"),
]
