"""The drain has forgotten from the cache what its events say has changed."""

from uuid import uuid4

import pytest

from tests.platform.cache.library import Library
from tests.support.events import publish, shortage
from wms.inventory.models import InventoryOutbox
from wms.inventory.tags import tag_of_sku
from wms.platform.cache.read import Outcome, Read, read_through
from wms.platform.cache.tags import tag_of
from wms.platform.transactions import transaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def of_a_process_that_died(cache, settings):
    """Let changes be committed and not be forgotten."""
    address, settings.CACHE_URL = settings.CACHE_URL, ""
    return lambda: setattr(settings, "CACHE_URL", address)


def question(tag):
    asked = Library(one="Emma").question("one")
    return Read(
        contract=asked.contract, tag=tag, variant="", load=asked.load, missing=asked.missing
    )


def test_what_changed_is_forgotten_when_its_event_leaves(of_a_process_that_died, drain):
    one, other = uuid4(), uuid4()
    publish((one, 1))
    of_a_process_that_died()
    asked = [question(tag_of("inventory", each)) for each in (one, other)]
    for each in asked:
        read_through(each)

    drain()

    assert [read_through(each)[1] for each in asked] == [Outcome.MISS, Outcome.HIT]


def test_every_sku_that_an_event_names_is_forgotten(of_a_process_that_died, drain):
    fact = shortage(uuid4(), 3)
    with transaction:
        InventoryOutbox.publish(fact, sequence=1)
    of_a_process_that_died()
    asked = [question(tag_of_sku(fact.client_id, sku)) for sku in ("A", "B")]
    for each in asked:
        read_through(each)

    drain()

    assert [read_through(each)[1] for each in asked] == [Outcome.MISS, Outcome.HIT]
