"""How the admin looks: one group of pages per context."""

from typing import Any

from django.urls import reverse_lazy


def _page(title: str, icon: str, view: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{view}_changelist")}


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "WMS",
    "SITE_HEADER": "WMS",
    "SITE_SYMBOL": "warehouse",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SIDEBAR": {"show_search": True, "show_all_applications": True},
}
