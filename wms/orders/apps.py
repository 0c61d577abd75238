"""Orders as a Django app."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.orders"
    label = "orders"
