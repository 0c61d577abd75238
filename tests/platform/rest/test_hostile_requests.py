"""A request has a ceiling of memory and of processor time, whatever is in it."""

import json

import pytest

from tests.support.api import Api, make_site
from tests.support.processes import python
from tests.support.sizes import sized

pytestmark = pytest.mark.slow

MIB = 96
SECONDS = 1.0
ANSWER = 200_000
# Every address gets some of the requests, and each request goes to some address.
STEP = sized(5, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.sliced
@pytest.mark.timeout(600)
def test_no_request_costs_more_than_its_ceiling(settings, tmp_path):
    make_site()
    settings.ROLES = {"all": tuple(scope for scopes in settings.ROLES.values() for scope in scopes)}

    found = tmp_path / "costs"

    with python(
        "-m", "tests.support.flood_me", Api("all", building=True).token, str(MIB), found, str(STEP)
    ) as process:
        process.stdout.read()
        assert process.wait() == 0

    costs = [json.loads(line) for line in found.read_text().splitlines()]
    assert len(costs) > 1_000 / STEP
    assert [each for each in costs if each["mib"] > MIB] == []
    assert [each for each in costs if each["seconds"] > SECONDS] == []
    assert [each for each in costs if each["answer"] > ANSWER] == []
    assert [each for each in costs if each["status"] >= 500] == []
