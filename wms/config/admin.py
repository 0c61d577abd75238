"""How the admin looks: one group of pages per context."""

from typing import Any

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "WMS",
    "SITE_HEADER": "WMS",
    "SITE_SUBHEADER": "From an order to a tracking number",
    "SITE_SYMBOL": "warehouse",
    "SITE_URL": "/api/docs",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": "wms.config.navigation.groups",
    },
}
