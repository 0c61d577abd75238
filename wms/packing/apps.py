"""Packing as a Django app."""

from django.apps import AppConfig


class PackingConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.packing"
    label = "packing"
