"""What the saga asks and hears about the largest order that is taken in."""

from collections import defaultdict
from dataclasses import replace
from inspect import getmembers, isfunction
from typing import Any, get_type_hints

import pytest

from tests.support.largest import largest
from wms.fulfillment.saga.contracts.orders import FulfillOrder
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.run_state import MOST_STEPS
from wms.orders.contracts import Milestone
from wms.platform.temporal.converter import CONTRACTS

# Temporal refuses blobs of 2 MB, and a state that goes on anew holds two of these lists.
MOST_BYTES = 900_000
MOST_OF_A_BLOB = 2_000_000
MOST_ROWS = 2_000
STEPS = [name for name, _ in getmembers(Steps, isfunction) if not name.startswith("_")]


# What a run knows beside the lines of its order is bounded by its steps, or by its cartons.
ROWS_OF_STATE = {
    "state.taken": MOST_STEPS,
    "state.undos": 200,
    "state.recorded": len(Milestone),
    "state.tracking_numbers": 200,
    "state.news": 10,
    "state.told": 20,
    "state.notices": 20,
}


def size_of(kind: Any) -> int:
    return bytes_of(largest(kind, defaultdict(lambda: MOST_ROWS)))


def bytes_of(value: Any) -> int:
    (payload,) = CONTRACTS.payload_converter.to_payloads([value])
    return int(payload.ByteSize())


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_asked_and_answered_within_what_temporal_takes(name):
    hints = get_type_hints(getattr(Steps, name), include_extras=True)

    assert {what: size for what in hints if (size := size_of(hints[what])) > MOST_BYTES} == {}


def test_the_largest_order_starts_its_saga():
    order = largest(FulfillOrder, defaultdict(lambda: MOST_ROWS, ROWS_OF_STATE))

    assert 100_000 < bytes_of(replace(order, state=None)) < MOST_BYTES


def test_the_largest_run_hands_over_what_it_knows():
    order = largest(FulfillOrder, defaultdict(lambda: MOST_ROWS, ROWS_OF_STATE))

    assert 1_000_000 < bytes_of(order) < MOST_OF_A_BLOB
