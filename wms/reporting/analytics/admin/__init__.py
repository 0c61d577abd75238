"""Figures in the admin, as pictures."""

from wms.reporting.analytics.admin.page import FiguresPage

__all__ = ["FiguresPage"]
