"""Pages of the admin beside its lists; each stands in the sidebar where its app does."""

from wms.platform.admin.pages import AdminPage
from wms.reporting.admin import FiguresPage

PAGES: tuple[type[AdminPage], ...] = (FiguresPage,)
