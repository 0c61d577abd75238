"""Outbox as a Django app: it brings the table of whether draining goes on."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The outboxes themselves belong to the contexts."""

    name = "wms.platform.outbox"
    label = "outbox"
    verbose_name = "Outbox"
