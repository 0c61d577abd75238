"""Outbox as a Django app: it brings the table that tells whether draining goes on."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The outboxes themselves belong to the contexts."""

    name = "wms.platform.outbox"
    label = "outbox"
    verbose_name = "Outbox"
