"""A process that fills the database of its settings: every command is carried out once."""

import logging
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.exceptions import (  # noqa: E402 - Django first
    MultipleObjectsReturned,
    ObjectDoesNotExist,
)
from django.db import Error  # noqa: E402 - Django first

from tests.commands.examples import EXAMPLES  # noqa: E402 - Django first
from wms.kernel.errors import DomainError  # noqa: E402
from wms.shipping.services.dissolve_manifest import dissolve_manifest  # noqa: E402

IN_THE_WAY = (
    DomainError,
    Error,
    MultipleObjectsReturned,
    ObjectDoesNotExist,
    AssertionError,
    LookupError,
    ValueError,
)

# What these make did not exist before the tables moved: an older version has no word for it.
LATER = (dissolve_manifest,)

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    for command, example in EXAMPLES.items():
        if command in LATER:
            continue
        # What one example has made may be in the way of another: then it fills no more rows.
        try:
            command(example())
        except IN_THE_WAY:
            continue
