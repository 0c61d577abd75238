"""Everything that the product is made of, imported."""

import pkgutil
from importlib import import_module
from typing import Any

from django.conf import settings

import wms
from wms.platform import commands
from wms.platform.commands import Command
from wms.platform.database import become

CONTEXTS = ("orders", "waving", "picking", "packing", "inventory", "shipping")


def import_everything() -> None:
    """Import every module of the product, so that what registers itself has.

    The modules that servers begin with say which kind of process this is; it stays what it was.
    """
    kind = settings.PROCESS_KIND
    for module in pkgutil.walk_packages(wms.__path__, "wms."):
        import_module(module.name)
    become(kind)


def all_commands() -> dict[str, Command[Any, Any]]:
    """Return every command of the product by the dotted name of its service."""
    import_everything()
    return {name: each for name, each in commands.catalogue.items() if name.startswith("wms.")}
