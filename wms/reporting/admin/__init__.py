"""Reporting in the admin: to look at."""

from wms.reporting.analytics.admin import FiguresPage
from wms.reporting.order_view.admin import OrderViewAdmin
from wms.reporting.projection.admin import GenerationAdmin

__all__ = ["FiguresPage", "GenerationAdmin", "OrderViewAdmin"]
