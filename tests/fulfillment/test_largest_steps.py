"""What the saga asks and hears about the largest order that is taken in."""

from collections import defaultdict
from inspect import getmembers, isfunction
from typing import Any, get_type_hints

import pytest

from tests.support.largest import largest
from wms.fulfillment.contracts import FulfillOrder
from wms.fulfillment.steps import Steps
from wms.platform.temporal.converter import CONTRACTS

# Temporal refuses blobs of 2 MB, and a state that goes on anew holds two of these lists.
MOST_BYTES = 900_000
MOST_ROWS = 2_000
STEPS = [name for name, _ in getmembers(Steps, isfunction) if not name.startswith("_")]


def size_of(kind: Any) -> int:
    value = largest(kind, defaultdict(lambda: MOST_ROWS))
    (payload,) = CONTRACTS.payload_converter.to_payloads([value])
    return int(payload.ByteSize())


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_asked_and_answered_within_what_temporal_takes(name):
    hints = get_type_hints(getattr(Steps, name), include_extras=True)

    assert {what: size for what in hints if (size := size_of(hints[what])) > MOST_BYTES} == {}


def test_the_largest_order_starts_its_saga():
    assert 100_000 < size_of(FulfillOrder) < MOST_BYTES
