"""Stock under everything that may happen to it."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.inventory.warehouse import Warehouse
from tests.support.sizes import sized

pytestmark = pytest.mark.slow


@pytest.mark.django_db
@pytest.mark.sliced
@pytest.mark.timeout(900)
def test_every_number_agrees_after_every_step():
    run_state_machine_as_test(
        Warehouse,
        settings=settings(
            max_examples=sized(10, 100),
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
