"""What a context offers: commands, routes, events and tables, as the code has them."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.urls import URLPattern, URLResolver, get_resolver

from wms.kernel.errors import DomainError
from wms.kernel.events import Event
from wms.platform import commands
from wms.platform.commands import request_of

Row = tuple[str, ...]
RAISES = re.compile(r"^Raises:\n((?:    .*\n?)+)", re.MULTILINE)
RAISED = re.compile(r"^    (\w+):", re.MULTILINE)


def import_all(package: ModuleType) -> None:
    """Import every module of a package, so that what registers itself has."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)


def summary_of(thing: object) -> str:
    """Return the first line of a docstring, as a cell of a table."""
    return (inspect.getdoc(thing) or "").split("\n")[0].rstrip(".").replace("|", "\\|")


def commands_of(app: AppConfig) -> Iterator[Row]:
    """Yield name, request, what it does and the codes of its refusals, of each command."""
    for name, command in sorted(commands.catalogue.items()):
        short = name.rpartition(".")[2]
        if name.startswith(f"{app.name}.") and not short.startswith("_"):
            codes = ", ".join(f"`{code}`" for code in refusals_of(command))
            takes = getattr(request_of(command), "__name__", "")
            yield f"`{short}`", f"`{takes}`", summary_of(command), codes


def refusals_of(command: object) -> list[str]:
    """Return the codes of the refusals that the docstring of a command lists."""
    kinds = {kind.__name__: kind.code for kind in _kinds_of(DomainError)}
    listed = RAISES.search(inspect.getdoc(command) or "")
    names = RAISED.findall(listed[1]) if listed else []
    return [kinds[name] for name in names if name in kinds]


def _kinds_of(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds_of(each)


def routes_of(app: AppConfig) -> Iterator[Row]:
    """Yield method and path, scope, and what it does, of each route."""
    for route, view in sorted(_views(get_resolver().url_patterns), key=lambda each: each[0]):
        if not view.__module__.startswith(f"{app.name}."):
            continue
        for method, scope in view.scopes.items():
            path = re.sub(r"<\w+:(\w+)>", r"{\1}", route)
            yield f"`{method} /{path}`", f"`{scope}`", summary_of(getattr(view, method.lower()))


def _views(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", None)
            if view is not None and hasattr(view, "scopes"):
                yield route, view


def events_of(app: AppConfig) -> Iterator[type[Event]]:
    """Yield the events that a context publishes, by type."""
    for _type, event in sorted(Event.catalogue.items()):
        if event.__module__.startswith(f"{app.name}."):
            yield event


def tables_of(app: AppConfig) -> Iterator[Row]:
    """Yield name and content of each table."""
    for model in sorted(app.get_models(), key=lambda each: each._meta.db_table):
        yield f"`{model._meta.db_table}`", summary_of(model)
