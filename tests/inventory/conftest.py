"""A supervisor of a client, over HTTP."""

import pytest

from tests.support.api import Api, make_site


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def api(site):
    del site
    return Api("supervisor", name="ada")
