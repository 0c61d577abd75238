"""Requests for the commands of each context: ``EXAMPLES`` has those of all these modules."""

import pkgutil
from importlib import import_module

from tests.commands.registry import EXAMPLES

__all__ = ["EXAMPLES"]

for module in pkgutil.iter_modules(__path__, f"{__name__}."):
    import_module(module.name)
