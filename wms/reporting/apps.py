"""Reporting as a Django app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """See README.md beside this file."""

    name = "wms.reporting"
    label = "reporting"
