"""Stories told to the whole platform from outside; nothing of it is imported."""

from pathlib import Path

import pytest

from tests.journeys.floor import Floor

MINUTES = 60


def pytest_collection_modifyitems(items):
    """Give a journey its time."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.timeout(5 * MINUTES))


@pytest.fixture
def floor(apis, request):
    """Return a floor of its own: SKUs and references that no other journey uses."""
    return Floor(apis, request.node.name)
