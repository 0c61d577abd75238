"""Fulfillment as a Django app."""

from django.apps import AppConfig


class FulfillmentConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.fulfillment"
    label = "fulfillment"
