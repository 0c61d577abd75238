"""Where inventory answers."""

from django.urls import path

from wms.inventory.rest.catalogue import Locations, Skus
from wms.inventory.rest.receipts import Receipts
from wms.inventory.rest.stock import Movements, OneStock, Stock

urlpatterns = [
    path("skus", Skus.as_view(), name="skus"),
    path("locations", Locations.as_view(), name="locations"),
    path("stock", Stock.as_view(), name="stock"),
    path("stock/<path:sku>", OneStock.as_view(), name="one-stock"),
    path("movements", Movements.as_view(), name="movements"),
    path("receipts", Receipts.as_view(), name="receipts"),
]
