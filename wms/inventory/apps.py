"""Inventory as a Django app."""

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.inventory"
    label = "inventory"
