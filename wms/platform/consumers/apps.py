"""Consumers as a Django app: it brings the tables of how the groups are."""

from django.apps import AppConfig


class ConsumersConfig(AppConfig):
    """What the groups do belongs to the contexts."""

    name = "wms.platform.consumers"
    label = "consumers"
    verbose_name = "Messages"
