"""Packing in the admin: to look at, since work moves by commands only."""

from wms.packing.admin.tasks import PackTaskAdmin

__all__ = ["PackTaskAdmin"]
