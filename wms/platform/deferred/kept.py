"""Where commands that were put off are kept: each in the database of its context."""

from functools import cache

from django.apps import apps
from django.conf import settings

from wms.platform.deferred.models import DeferredCommand


@cache
def deferred_kinds() -> tuple[type[DeferredCommand], ...]:
    """Return the tables of all contexts that put commands off."""
    return tuple(each for each in apps.get_models() if issubclass(each, DeferredCommand))


def kept_as(command: str) -> type[DeferredCommand]:
    """Return the table of the context that a command of ``DEFERRED_COMMANDS`` belongs to.

    Raises:
        LookupError: there is no such command, or its context declares no table.
    """
    context = settings.DEFERRED_COMMANDS[command].split(".")[1]
    return {each._meta.app_label: each for each in deferred_kinds()}[context]
