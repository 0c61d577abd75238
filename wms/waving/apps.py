"""Waving as a Django app."""

from django.apps import AppConfig


class WavingConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.waving"
    label = "waving"
