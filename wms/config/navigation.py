"""The sidebar of the admin: what the person may look at, one group per context."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from wms.config.pages import PAGES

# In the order in which an order meets them; whatever is not named here comes after.
_GROUPS = {
    "orders": ("Orders", "shopping_cart"),
    "waving": ("Waves", "waves"),
    "picking": ("Picking", "shopping_basket"),
    "packing": ("Packing", "package_2"),
    "shipping": ("Shipping", "local_shipping"),
    "inventory": ("Inventory", "inventory_2"),
    "fulfillment": ("Exceptions", "warning"),
    "reporting": ("Reporting", "monitoring"),
    "jobs": ("Jobs", "schedule"),
    "consumers": ("Messages", "hearing"),
    "tenancy": ("Clients and warehouses", "warehouse"),
    "auth": ("People", "group"),
}
_OTHER_ICON = "database"


def groups(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar with the pages and lists that this person may see."""
    apps = {each["app_label"]: each for each in admin.site.get_app_list(request)}
    labels = [*(label for label in _GROUPS if label in apps), *(apps.keys() - _GROUPS.keys())]
    return [_group(apps[label], request) for label in labels]


def _group(app: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    title, icon = _GROUPS.get(app["app_label"], (app["name"], _OTHER_ICON))
    pages = [
        {"title": page.title, "icon": icon, "link": page.link()}
        for page in PAGES
        if page.stands_in(app["app_label"]) and page.opens_for(request.user)
    ]
    lists = [
        {"title": str(model["name"]), "icon": icon, "link": model["admin_url"]}
        for model in app["models"]
        if model["admin_url"]
    ]
    return {"title": title, "collapsible": False, "items": [*pages, *lists]}
