"""Shipping as a Django app."""

from django.apps import AppConfig


class ShippingConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.shipping"
    label = "shipping"
