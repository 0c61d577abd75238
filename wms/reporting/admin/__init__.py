"""Reporting in the admin: to look at."""

from wms.reporting.admin.order_view import OrderViewAdmin

__all__ = ["OrderViewAdmin"]
