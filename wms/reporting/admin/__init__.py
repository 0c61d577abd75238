"""Reporting in the admin: to look at."""

from wms.reporting.order_view.admin import OrderViewAdmin

__all__ = ["OrderViewAdmin"]
