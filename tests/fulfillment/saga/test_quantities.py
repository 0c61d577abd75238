"""What the saga records of a line adds up, whatever was promised and found: rules only."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wms.fulfillment.saga.contracts.states import PickedUnits
from wms.fulfillment.saga.workflow.stages.quantities import (
    Quantities,
    what_is_missing,
    what_was_found,
)
from wms.inventory.contracts import StockLine
from wms.orders.contracts import Milestone, ShippingPolicy
from wms.orders.domain.lines import LineUnits, advance, split

MOST = 6


@st.composite
def fates(draw):
    """Draw lines of an order: ordered, promised of it, found of that; something is found."""
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        ordered = draw(st.integers(1, MOST))
        promised = draw(st.integers(0, ordered))
        lines.append((ordered, promised, draw(st.integers(0, promised))))
    if not any(found for _ordered, _promised, found in lines):
        ordered = lines[0][0]
        lines[0] = (ordered, ordered, 1)
    return lines


def keep(lines, kept, policy):
    units = {line.line_no: line.quantity for line in kept}
    is_backordered = policy is ShippingPolicy.SHIP_PARTIAL_BACKORDER
    return split(lines, units, is_backordered=is_backordered)


@given(fates=fates(), policy=st.sampled_from(ShippingPolicy))
def test_every_unit_comes_to_one_end(fates, policy):
    if not policy.accepts_partial:
        fates = [(promised, promised, found) for _, promised, found in fates if promised]
    rows = tuple(
        LineUnits(line_no=no, ordered=ordered) for no, (ordered, *_) in enumerate(fates, start=1)
    )
    lines = tuple(
        StockLine(line_no=no, sku="MUG", quantity=promised)
        for no, (_, promised, _found) in enumerate(fates, start=1)
        if promised
    )
    picked = tuple(
        PickedUnits(line_no=no, quantity=found)
        for no, (_, _promised, found) in enumerate(fates, start=1)
        if found
    )

    if policy.accepts_partial:
        rows = keep(rows, lines, policy)
    if policy is ShippingPolicy.SHIP_PARTIAL_BACKORDER:
        lines = what_was_found(lines, picked)
        rows = keep(rows, lines, policy)
    told = Quantities(lines, picked)
    rows = advance(rows, {Milestone.PICKED}, told.picked())
    rows = advance(rows, {Milestone.PACKED}, told.packed())
    rows = advance(rows, {Milestone.SHIPPED}, told.shipped())

    for row, (ordered, promised, found) in zip(rows, fates, strict=True):
        assert (row.ordered, row.shipped, row.open) == (ordered, found, 0)
        ends = {
            ShippingPolicy.SHIP_COMPLETE: (promised - found, 0, 0),
            ShippingPolicy.SHIP_PARTIAL: (promised - found, ordered - promised, 0),
            ShippingPolicy.SHIP_PARTIAL_BACKORDER: (0, 0, ordered - found),
        }
        assert (row.short_closed, row.cancelled, row.backordered) == ends[policy]


@given(fates())
def test_what_was_found_and_what_is_missing_are_all_there_was(drawn):
    lines = tuple(
        StockLine(line_no=no, sku="A", quantity=ordered)
        for no, (ordered, _promised, _found) in enumerate(drawn, start=1)
    )
    picked = tuple(
        PickedUnits(line_no=no, quantity=found)
        for no, (_ordered, _promised, found) in enumerate(drawn, start=1)
    )

    parts = (*what_was_found(lines, picked), *what_is_missing(lines, picked))

    totals = Counter[int]()
    for part in parts:
        totals[part.line_no] += part.quantity
    assert totals == {line.line_no: line.quantity for line in lines}
