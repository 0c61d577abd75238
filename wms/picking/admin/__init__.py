"""Picking in the admin: to look at, since work moves by commands only."""

from wms.picking.admin.tasks import PickTaskAdmin

__all__ = ["PickTaskAdmin"]
