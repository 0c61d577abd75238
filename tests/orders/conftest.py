"""A client of the API that may post orders."""

import pytest

from tests.support.api import Api, make_site


@pytest.fixture
def api():
    make_site()
    return Api("integrator")
