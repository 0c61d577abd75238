"""Steps that fail and fail: a person hears of it, and nobody waits for that person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fulfillment.saga.test_forward import FORWARD
from tests.fulfillment.saga.test_undo import UNDO_PICK
from tests.support.fulfillment import LIMITS, an_order, until
from wms.fulfillment.saga.contracts.orders import Outcome
from wms.fulfillment.saga.runs.intake import limits_for
from wms.fulfillment.saga.runs.start import start
from wms.fulfillment.saga.worker import fulfillment_worker
from wms.kernel.errors import DomainError
from wms.orders.contracts import Priority

FOR_EVER = 1_000_000
IMPATIENT = replace(LIMITS, blocked=timedelta(seconds=1))


@pytest.fixture
async def client(real_temporal, steps):
    """Connect to a server on which time passes as it does, with a worker running."""
    async with fulfillment_worker(real_temporal, steps):
        yield real_temporal


@pytest.mark.parametrize("failing", ["assess_order", "reserve_stock", "record_packed"])
async def test_a_step_that_fails_for_long_is_before_a_person_with_its_cause(client, steps, failing):
    steps.failures[failing] = FOR_EVER

    saga = await start(client, an_order(IMPATIENT))
    await until(lambda: steps.open_exceptions == ["step_blocked"])

    step = "record_progress" if failing.startswith("record_") else failing
    assert steps.messages == [
        f"{step} fails and is tried again: ConnectionError: {failing} is away"
    ]
    assert steps.done == FORWARD[: FORWARD.index(failing)]
    steps.failures[failing] = 0
    assert await saga.result() is Outcome.COMPLETED
    assert steps.done == FORWARD
    assert steps.cleared == ["step_blocked"]


def test_a_step_may_fail_for_two_minutes_before_an_exception():
    assert limits_for(Priority.STANDARD).blocked == timedelta(minutes=2)


async def test_a_step_that_fails_for_less_than_the_limit_raises_nothing(client, steps):
    steps.failures["queue_order"] = 9

    saga = await start(client, an_order())

    assert await saga.result() is Outcome.COMPLETED
    assert steps.taken == FORWARD


async def test_an_exception_never_delays_an_undo(client, steps):
    steps.failures["raise_exception"] = FOR_EVER
    steps.refusals["allocate_stock"] = DomainError("no")
    steps.failures["withdraw_order"] = 4
    steps.off_the_shelf = 5

    saga = await start(client, an_order(IMPATIENT))
    await until(lambda: steps.taken[-1:] == ["release_reservation"])

    undone = [UNDO_PICK[0], "book_picks", *UNDO_PICK[1:]]
    assert steps.taken == [*FORWARD[: FORWARD.index("allocate_stock")], *undone]
    steps.failures["raise_exception"] = 0
    assert await saga.result() is Outcome.CANCELLED
    assert steps.open_exceptions == ["goods_in_staging"]
    assert steps.cleared == ["undo_blocked"]


async def test_what_a_step_failed_with_is_cut_to_what_a_list_shows(client, steps):
    steps.failures["reserve_stock"] = FOR_EVER
    steps.why = "gone\x00\n" + "x" * 1000

    saga = await start(client, an_order(IMPATIENT))
    await until(lambda: steps.open_exceptions == ["step_blocked"])

    assert steps.messages[0].startswith(
        "reserve_stock fails and is tried again: ConnectionError: gone xxx"
    )
    assert len(steps.messages[0]) < 400
    await saga.terminate()
