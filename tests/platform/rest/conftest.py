"""A site, and callers of the sample API."""

import pytest

from tests.support.api import Api, make_site


@pytest.fixture
def sample(settings):
    """Serve the sample API beside the real one."""
    settings.ROOT_URLCONF = "tests.platform.rest.sample"


@pytest.fixture
def site(db):
    return make_site()


@pytest.fixture
def api(site, sample):
    return Api("integrator")
