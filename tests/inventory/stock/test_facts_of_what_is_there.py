"""What an upgrade publishes of the stock that was there before the ledger was published."""

import json
from importlib import import_module

import pytest

from tests.commands.examples.catalogue import value_of_a_sku
from tests.factories.inventory import put, register_location
from tests.inventory.reading import not_published
from tests.support.database import connection
from wms.inventory.catalogue.commands.set_sku_value import set_sku_value
from wms.inventory.models import InventoryOutbox
from wms.kernel.events import Event
from wms.platform.outbox.models import encoding_of

pytestmark = [pytest.mark.django_db, pytest.mark.not_compared]
FACTS = import_module("wms.inventory.migrations.0032_facts_of_what_is_there").FACTS


def test_the_facts_of_what_is_there_are_what_commands_would_have_published():
    set_sku_value(value_of_a_sku())
    for place in ("A-01", "B-01"):
        register_location(place)
    put(7, location="A-01", lot="L1")
    put(5, location="B-01")
    before = _facts()
    InventoryOutbox.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(FACTS)

    assert _facts() == before
    assert not_published() == {}


def _facts():
    found = []
    for row in InventoryOutbox.objects.exclude(event_type__endswith="stock-received"):
        said = json.loads(row.data)
        encoding_of(Event.catalogue[row.event_type]).validate_json(row.data)
        if said.get("value"):
            said["value"]["amount"] = float(said["value"]["amount"])
        lines = said.pop("lines", [None])
        for line in lines:
            if line is not None:
                line["cause"] = "any"
            said |= {"booking_id": "any", "reference": "any"} if line else {}
            found.append((row.event_type, row.sequence, json.dumps([said, line], sort_keys=True)))
    return sorted(found)
