"""Rest as a Django app."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """See the package's own words."""

    name = "wms.platform.rest"
    label = "rest"
