"""Tenancy as a Django app."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """See the package's own words."""

    name = "wms.platform.tenancy"
    label = "tenancy"
