"""Stock under everything that may happen to it."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.inventory.warehouse import Warehouse


@pytest.mark.django_db
@pytest.mark.timeout(400)
def test_every_number_agrees_after_every_step():
    run_state_machine_as_test(
        Warehouse,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
