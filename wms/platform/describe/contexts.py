"""What a context offers: commands, routes, events and tables, as the code has them."""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.urls import URLPattern, URLResolver, get_resolver

from wms.kernel.errors import DomainError
from wms.kernel.events import Event
from wms.platform import commands
from wms.platform.commands import request_of
from wms.platform.kafka.groups import group_id, subscribers
from wms.platform.tables import shown

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
    ours = {name for name in commands.catalogue if name.startswith(f"{app.name}.")}
    for name, command in sorted({_asked_by(name) for name in ours}, key=lambda each: each[0]):
        codes = ", ".join(f"`{code}`" for code in refusals_of(command))
        takes = getattr(request_of(command), "__name__", "")
        yield f"`{name}`", f"`{takes}`", summary_of(command), codes


def _asked_by(name: str) -> tuple[str, Callable[..., Any]]:
    """Return what callers call: the command, or the function of its module that calls it."""
    module, _, short = name.rpartition(".")
    if short.startswith("_"):
        short = module.rpartition(".")[2]
        return short, getattr(import_module(module), short)
    return short, commands.catalogue[name]


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


def handled_by(app: AppConfig) -> Iterator[Row]:
    """Yield the events that the consumer groups of a context handle, and what a handler does."""
    for subscriber in subscribers():
        if subscriber.inbox._meta.app_label != app.label:
            continue
        by_handler: dict[str, list[str]] = {}
        for event_type, handler in sorted(subscriber.handlers.items()):
            by_handler.setdefault(summary_of(handler), []).append(f"`{event_type}`")
        for does, events in sorted(by_handler.items(), key=lambda each: each[1]):
            yield f"`{group_id(subscriber)}`", ", ".join(events), does


def tables_of(app: AppConfig) -> Iterator[Row]:
    """Yield name and content of each table."""
    for model in sorted(app.get_models(), key=lambda each: each._meta.db_table):
        yield f"`{shown(model._meta.db_table)}`", summary_of(model)
