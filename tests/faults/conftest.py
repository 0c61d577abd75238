"""The whole platform, somebody who works on it, and somebody who breaks it."""

import pytest

from tests.faults.saboteur import Saboteur
from tests.journeys.floor import Floor

# Until a broker knows that a consumer is dead, and Temporal that a worker is.
PATIENCE_SECONDS = 120.0


@pytest.fixture
def floor(apis, request):
    """Return a floor of its own: SKUs and references that no other test uses."""
    return Floor(apis, request.node.name, patience=PATIENCE_SECONDS)


@pytest.fixture
def saboteur(platform, given_broker):
    """Stop and kill parts of the platform; whatever is left broken is mended after the test."""
    saboteur = Saboteur(platform, given_broker)
    yield saboteur
    saboteur.mend()
