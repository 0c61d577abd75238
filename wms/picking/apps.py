"""Picking as a Django app."""

from django.apps import AppConfig


class PickingConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.picking"
    label = "picking"
