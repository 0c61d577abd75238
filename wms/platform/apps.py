"""The machinery as a Django app: it brings tables and commands."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Machinery shared by all contexts."""

    name = "wms.platform"
    label = "platform"
    verbose_name = "Platform"
