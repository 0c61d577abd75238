"""What each scope opens and each role holds, as ``docs/scopes.md`` has it.

``python -m tests.support.scopes > docs/scopes.md`` writes it anew.
"""

import os
import sys
from collections.abc import Iterator
from typing import Any

HEAD = """# Scopes: what each opens, and which role holds it

A token or a person needs the scope that stands beside a call; who lacks it is refused with 403.
Roles are in `wms/config/roles.py`. What belongs to the building ({building}) is in no token of a
role unless it was made with `create_token --building`. Some calls need more for a part of what
they do: to force, to accept more than was announced, or to give back what another worker has needs
`inventory:approve`, and so do the lines of a count that waits for approval.

This page is made by `python -m tests.support.scopes`; a test compares it with the addresses.
"""


def calls() -> list[tuple[str, str, str]]:
    """Return the scope, the method and the address of every call of the API."""
    from django.urls import get_resolver  # noqa: PLC0415 - after the settings are there

    found = []
    for route, view in _views(get_resolver().url_patterns):
        if route.startswith("api/v1/"):
            found += [(scope, method, f"/{route}") for method, scope in view.scopes.items()]
    return sorted(found)


def page() -> str:
    """Return the text of the page."""
    from django.conf import settings  # noqa: PLC0415 - the same

    roles = settings.ROLES
    building = ", ".join(f"`{each}`" for each in sorted(settings.BUILDING_SCOPES))
    lines = [HEAD.format(building=building), "| Scope | Roles | Opens |", "|---|---|---|"]
    listed = calls()
    for scope in sorted({each for each, _method, _route in listed}):
        opens = " · ".join(
            f"`{method} {route.removeprefix('/api/v1')}`"
            for each, method, route in listed
            if each == scope
        )
        holders = ", ".join(role for role in sorted(roles) if scope in roles[role])
        lines.append(f"| `{scope}` | {holders} | {opens} |")
    return "\n".join(lines) + "\n"


def _views(patterns, prefix="") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _views(pattern.url_patterns, route)
        elif hasattr(pattern.callback, "view_class"):
            yield route, pattern.callback.view_class


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wms.config.settings")
    import django

    django.setup()
    sys.stdout.write(page())
