"""The cache as a Django app: it brings the table of its fence."""

from django.apps import AppConfig


class CacheConfig(AppConfig):
    """What is kept in it belongs to the contexts."""

    name = "wms.platform.cache"
    label = "cache"
