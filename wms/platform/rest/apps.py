"""The REST base as a Django app: it brings the table of kept answers."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """What every HTTP view of the product stands on."""

    name = "wms.platform.rest"
    label = "rest"
    verbose_name = "HTTP"
