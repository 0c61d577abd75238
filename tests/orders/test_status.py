"""What an order's status follows from: rules, so no database."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms.orders.contracts import Milestone, OrderStatus
from wms.orders.domain.status import WAY, OrderFacts, news_of, status_of
from wms.orders.domain.transitions import TRANSITIONS, ForbiddenTransition

S = OrderStatus
milestones = st.sampled_from(Milestone)
facts = st.builds(
    OrderFacts,
    milestones=st.frozensets(milestones),
    open_units=st.integers(0, 3),
    is_rejected=st.booleans(),
    is_cancelled=st.booleans(),
    is_cancellation_requested=st.booleans(),
)


def known_after(reached):
    """Return what is known after each of these milestones, beginning with nothing."""
    return list(
        accumulate(
            reached,
            lambda known, each: known | {*news_of(each, known)},
            initial=frozenset[Milestone](),
        )
    )


@pytest.mark.parametrize(
    ("reached", "status"),
    [
        (None, S.RECEIVED),
        (Milestone.VALIDATED, S.VALIDATED),
        (Milestone.BACKORDERED, S.BACKORDERED),
        (Milestone.RESERVED, S.RESERVED),
        (Milestone.WAVE_ASSIGNED, S.WAVE_ASSIGNED),
        (Milestone.PICKING_STARTED, S.PICKING),
        (Milestone.PICKED, S.PICKED),
        (Milestone.PACKED, S.PACKED),
        (Milestone.SHIPPED, S.SHIPPED),
        (Milestone.COMPLETED, S.COMPLETED),
    ],
)
def test_each_milestone_has_its_status_whatever_came_before(reached, status):
    alone = frozenset({reached} if reached else ())

    assert status_of(OrderFacts(milestones=alone)) == status
    if reached:
        assert status_of(OrderFacts(milestones=frozenset(news_of(reached, ())))) == status


@given(reached=st.lists(milestones), seed=st.randoms())
def test_the_order_of_milestones_makes_no_difference(reached, seed):
    shuffled = seed.sample(reached, len(reached))

    first, second = known_after(reached)[-1], known_after(shuffled)[-1]

    assert status_of(OrderFacts(milestones=first)) == status_of(OrderFacts(milestones=second))


@given(reached=st.lists(milestones))
def test_a_later_milestone_implies_the_earlier_ones(reached):
    known = known_after(reached)[-1]
    steps = [each for each in WAY if each in known]

    assert steps == list(WAY[: len(steps)])


@given(milestone=milestones, known=st.lists(milestones))
def test_what_is_known_is_no_news(milestone, known):
    before = known_after(known)[-1]
    after = before | {*news_of(milestone, before)}

    assert before.isdisjoint(news_of(milestone, before))
    assert news_of(milestone, after) == ()


@given(facts=facts)
def test_an_end_outweighs_every_milestone(facts):
    status = status_of(facts)

    if facts.is_rejected:
        assert status is S.REJECTED
    elif facts.is_cancelled:
        assert status is S.CANCELLED
    elif facts.is_cancellation_requested and not facts.is_handed_over:
        assert status is S.CANCELLING


@given(reached=st.lists(milestones), open_units=st.integers(0, 1))
def test_no_way_through_the_milestones_leaves_the_table(reached, open_units):
    ways = [
        [
            status_of(OrderFacts(milestones=known | frozenset(news[:count]), open_units=open_units))
            for count in range(len(news) + 1)
        ]
        for known, each in zip(known_after(reached), reached, strict=False)
        if (news := news_of(each, known))
    ]

    for way in ways:
        for current, following in pairwise(way):
            follow(current, following)


def test_a_part_shipped_is_not_all_shipped():
    shipped = frozenset({Milestone.SHIPPED})

    assert status_of(OrderFacts(milestones=shipped, open_units=1)) is S.PARTIALLY_SHIPPED
    assert status_of(OrderFacts(milestones=shipped, open_units=0)) is S.SHIPPED


ONWARD = {
    (S.RECEIVED, S.VALIDATED),
    (S.RECEIVED, S.REJECTED),
    (S.VALIDATED, S.BACKORDERED),
    (S.VALIDATED, S.RESERVED),
    (S.BACKORDERED, S.RESERVED),
    (S.RESERVED, S.WAVE_ASSIGNED),
    (S.WAVE_ASSIGNED, S.PICKING),
    (S.WAVE_ASSIGNED, S.RESERVED),
    (S.PICKING, S.PICKED),
    (S.PICKED, S.PACKED),
    (S.PACKED, S.PARTIALLY_SHIPPED),
    (S.PACKED, S.SHIPPED),
    (S.PARTIALLY_SHIPPED, S.SHIPPED),
    (S.PARTIALLY_SHIPPED, S.COMPLETED),
    (S.SHIPPED, S.COMPLETED),
}
BEFORE_HAND_OVER = {
    S.RECEIVED,
    S.VALIDATED,
    S.BACKORDERED,
    S.RESERVED,
    S.WAVE_ASSIGNED,
    S.PICKING,
    S.PICKED,
    S.PACKED,
}
CANCELLING = (
    {(status, end) for status in BEFORE_HAND_OVER for end in (S.CANCELLING, S.CANCELLED)}
    | {(S.CANCELLING, status) for status in BEFORE_HAND_OVER}
    | {(S.CANCELLING, end) for end in (S.CANCELLED, S.REJECTED, S.PARTIALLY_SHIPPED, S.SHIPPED)}
)


@pytest.mark.parametrize("current", S)
@pytest.mark.parametrize("following", S)
def test_the_table_allows_what_the_domain_says_and_nothing_else(current, following):
    allowed = (current, following) in ONWARD | CANCELLING

    assert (following in TRANSITIONS[current]) is allowed
    if allowed or current is following:
        follow(current, following)
    else:
        with pytest.raises(ForbiddenTransition, match="cannot become"):
            follow(current, following)


def follow(current, following):
    """Take the following status as an order does: staying where it is is no change."""
    if following is not current:
        TRANSITIONS.follow("the order", current, following)


@pytest.mark.parametrize("status", S)
def test_nothing_follows_an_end(status):
    assert status.is_finished is not bool(TRANSITIONS[status])
