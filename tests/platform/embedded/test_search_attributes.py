"""The embedded Temporal server registers what the saga sets."""

from wms.fulfillment.saga.workflow import search
from wms.platform.embedded import temporal


def test_the_search_attributes_of_the_saga_are_registered():
    assert {each.name for each in search.SEARCH_ATTRIBUTES} == set(temporal.SEARCH_ATTRIBUTES)
