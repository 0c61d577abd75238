"""Deferred commands as a Django app: it brings the table of them."""

from django.apps import AppConfig


class DeferredConfig(AppConfig):
    """What the commands do belongs to the contexts; ``DEFERRED_COMMANDS`` lists them."""

    name = "wms.platform.deferred"
    label = "deferred"
    verbose_name = "Work in the background"
