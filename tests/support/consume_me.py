"""A process for tests to stop: it consumes as the command does, for one group of theirs."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "wms.config.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - Django first

from tests.support.effects import effects_subscriber  # noqa: E402
from wms.inventory.models import InventoryOutbox  # noqa: E402

if __name__ == "__main__":
    InventoryOutbox.topic, group = sys.argv[1:]
    effects_subscriber(group)
    call_command("run_event_consumer", groups=[group])
