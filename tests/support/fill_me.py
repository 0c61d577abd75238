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

IN_THE_WAY = (
    DomainError,
    Error,
    MultipleObjectsReturned,
    ObjectDoesNotExist,
    AssertionError,
    LookupError,
    ValueError,
)

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    for command, example in EXAMPLES.items():
        # What one example has made may be in the way of another: then it fills no more rows.
        try:
            command(example())
        except IN_THE_WAY:
            continue
