"""Tenancy as a Django app."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Clients, warehouses and tokens."""

    name = "wms.platform.tenancy"
    label = "tenancy"
    verbose_name = "Clients and warehouses"
