"""The simulated carrier, as a test wants it."""

import pytest


@pytest.fixture
def carrier(settings):
    """Switch the carrier's faults on and off."""

    def behave(**options):
        settings.CARRIER = options

    behave()
    return behave
