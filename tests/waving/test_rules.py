"""Choosing orders, cutting pages, and the table of transitions: rules, so no database."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.waving.contracts import MAX_PAGE_LINES, MAX_PAGE_ORDERS
from wms.waving.contracts import WaveStatus as S
from wms.waving.domain.pages import pages_of
from wms.waving.domain.plan import Backlog, Capacity, Waiting, choose, is_due
from wms.waving.domain.transitions import TRANSITIONS

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
sizes = st.lists(st.integers(1, 12), max_size=30)
capacities = st.builds(Capacity, max_orders=st.integers(1, 10), max_lines=st.integers(1, 20))


def waiting(*lines: int) -> list[Waiting]:
    return [Waiting(order_id=UUID(int=no), lines=each) for no, each in enumerate(lines, start=1)]


def chosen(lines: list[int], *, max_orders: int = 10, max_lines: int = 10) -> list[int]:
    capacity = Capacity(max_orders=max_orders, max_lines=max_lines)
    return [each.int for each in choose(waiting(*lines), capacity)]


@given(lines=sizes, capacity=capacities)
def test_a_wave_stays_within_its_capacity(lines, capacity):
    orders = waiting(*lines)

    taken = choose(orders, capacity)

    total = sum(lines[each.int - 1] for each in taken)
    assert len(taken) <= capacity.max_orders
    assert total <= capacity.max_lines or len(taken) == 1
    assert list(taken) == sorted(set(taken), key=lambda each: each.int)
    assert taken[:1] == tuple(each.order_id for each in orders[:1])


@pytest.mark.parametrize(
    ("lines", "max_orders", "taken"),
    [
        ([], 10, []),
        ([1, 1, 1], 2, [1, 2]),
        ([6, 5, 4], 10, [1, 3]),
        ([11, 1], 10, [1]),
        ([1, 11, 1], 10, [1, 3]),
    ],
)
def test_passes_over_what_does_not_fit_but_never_the_most_urgent(lines, max_orders, taken):
    assert chosen(lines, max_orders=max_orders) == taken


@pytest.mark.parametrize(
    ("orders", "lines", "waited", "due"),
    [
        (0, 0, None, False),
        (1, 1, timedelta(minutes=9), False),
        (1, 1, timedelta(minutes=10), True),
        (5, 5, timedelta(0), True),
        (1, 50, timedelta(0), True),
    ],
)
def test_plans_when_a_wave_is_full_or_an_order_has_waited(orders, lines, waited, due):
    backlog = Backlog(orders=orders, lines=lines, oldest=None if waited is None else NOW - waited)
    capacity = Capacity(max_orders=5, max_lines=50)

    assert is_due(backlog, capacity, now=NOW, max_wait=timedelta(minutes=10)) is due


@given(lines=st.lists(st.integers(1, MAX_PAGE_LINES), max_size=40))
def test_pages_fit_a_message_and_keep_the_order(lines):
    pages = pages_of(lines, lambda order: order)

    assert [each for page in pages for each in page] == lines
    assert all(sum(page) <= MAX_PAGE_LINES and page for page in pages)


@pytest.mark.parametrize(
    ("orders", "lines_each", "sizes"),
    [
        (0, 1, []),
        (500, 1, [500]),
        (501, 1, [500, 1]),
        (1000, 4, [500, 500]),
        (5, 1000, [2, 2, 1]),
    ],
)
def test_a_page_holds_500_orders_and_2000_lines(orders, lines_each, sizes):
    pages = pages_of([lines_each] * orders, lambda order: order)

    assert [len(page) for page in pages] == sizes
    assert all(len(page) <= MAX_PAGE_ORDERS for page in pages)


ALLOWED = {
    (S.PLANNED, S.SCHEDULED),
    (S.PLANNED, S.RELEASED),
    (S.PLANNED, S.CANCELLED),
    (S.SCHEDULED, S.RELEASED),
    (S.SCHEDULED, S.CANCELLED),
    (S.RELEASED, S.IN_PROGRESS),
    (S.RELEASED, S.COMPLETED),
    (S.IN_PROGRESS, S.COMPLETED),
}


@pytest.mark.parametrize("current", S)
@pytest.mark.parametrize("following", S)
def test_the_table_allows_what_the_domain_says_and_nothing_else(current, following):
    assert (following in TRANSITIONS[current]) is ((current, following) in ALLOWED)
