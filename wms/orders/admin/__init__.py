"""Orders in the admin: to look at, since they change by commands only."""

from wms.orders.admin.orders import OrderAdmin

__all__ = ["OrderAdmin"]
