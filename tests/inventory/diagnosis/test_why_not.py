"""Why a line of an order is not promised, or has no places."""

import pytest

from tests.factories.inventory import (
    CLIENT,
    allocating,
    picking,
    put,
    register_location,
    releasing,
    reserving,
)
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import LocationKind, UnitRefusal
from wms.inventory.contracts import ReservationNotFound
from wms.inventory.diagnosis.contracts import (
    Missing,
    ReservationLineNotFound,
    Verdict,
    WhyNotQuestion,
)
from wms.inventory.diagnosis.queries.why_not import why_not as answer_why_not
from wms.inventory.models import Location, StockBalance, StockUnit
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01", pick_sequence=1)


def reserved(*wishes, **asked):
    order = reserving(*wishes, **asked)
    inventory.reserve_stock(order)
    return order


def asking(order, line_no=1, round_no=None):
    return WhyNotQuestion(order_id=order.order_id, line_no=line_no, round_no=round_no)


def why_not(order, line_no=1, **asked):
    return answer_why_not(client_id=CLIENT, question=asking(order, line_no, **asked))


def refusals(answer):
    return {each.location: [rule.code for rule in each.refused_by] for each in answer.candidates}


class TestNotPromised:
    """The order waits."""

    def test_there_is_too_little_and_others_are_first(self):
        put(5)
        held = reserved(4)
        later = reserved(9, rank=2)
        urgent = reserved(8, rank=0)
        ours = reserved(7, rank=1)

        answer = why_not(ours)

        assert (answer.verdict, answer.quantity, answer.promised) == (Verdict.STOCK_SHORT, 7, 0)
        assert answer.sentence == Verdict.STOCK_SHORT.sentence
        assert answer.missing == (Missing(sku="BOLT-M8", quantity=6),)
        level = answer.level
        assert (level.usable, level.reserved, level.allocated, level.atp) == (5, 4, 0, 1)
        assert answer.ahead_count == 1
        assert [(each.order_id, each.quantity) for each in answer.ahead] == [(urgent.order_id, 8)]
        assert why_not(later).ahead_count == 2
        assert why_not(held).ahead_count == 0

    def test_the_first_few_of_a_long_queue_are_named(self):
        put(1)
        waiting = [reserved(2) for _order in range(8)]

        answer = why_not(waiting[-1])

        assert answer.ahead_count == 7
        assert [each.order_id for each in answer.ahead] == [each.order_id for each in waiting[:5]]

    def test_another_line_is_short(self):
        put(5)
        put(1, "NUT")
        order = reserved(2, ("NUT", 3))

        bolts, nuts = why_not(order), why_not(order, 2)

        assert (bolts.verdict, nuts.verdict) == (Verdict.OTHER_LINES_SHORT, Verdict.STOCK_SHORT)
        assert bolts.missing == nuts.missing == (Missing(sku="NUT", quantity=2),)

    @pytest.mark.damaged_books
    def test_units_that_are_there_name_the_rule_that_refuses_them(self):
        for number, kind in enumerate(LocationKind):
            register_location(f"L-{kind.value}", kind, pick_sequence=10 + number)
            put(3, location=f"L-{kind.value}")
        for status in ("damaged", "quarantine", "missing", "expired"):
            register_location(f"S-{status}")
            put(3, location=f"S-{status}")
            StockUnit.objects.filter(location__code=f"S-{status}").update(status=status)
        Location.objects.filter(code__in=["L-pick", "S-damaged"]).update(
            is_blocked=True, blocked_for="person"
        )
        StockBalance.objects.update(usable=3)

        answer = why_not(reserved(99))

        assert refusals(answer) == {
            "L-pick": [UnitRefusal.BLOCKED],
            "L-reserve": [],
            **{
                f"L-{kind}": [UnitRefusal.NOT_PROMISED_FROM]
                for kind in ("dock", "staging", "pack_station", "quarantine")
            },
            "S-damaged": [UnitRefusal.DAMAGED, UnitRefusal.BLOCKED],
            "S-quarantine": [UnitRefusal.QUARANTINE],
            "S-missing": [UnitRefusal.MISSING],
            "S-expired": [UnitRefusal.EXPIRED],
        }
        assert answer.candidate_count == 10
        assert all(rule.sentence for each in answer.candidates for rule in each.refused_by)

    def test_there_is_enough_by_now(self):
        order = reserved_before_goods_came()

        assert why_not(order).verdict == Verdict.NEXT_IN_TURN


def reserved_before_goods_came():
    put(1)
    order = reserved(3)
    StockUnit.objects.update(on_hand=5)
    StockBalance.objects.update(usable=5)
    return order


class TestNotAllocated:
    """The order is promised its units, and has no places."""

    def test_nobody_has_asked_yet(self):
        put(5)
        order = reserved(2)

        answer = why_not(order)

        assert (answer.verdict, answer.promised, answer.claimed) == (
            Verdict.WAVE_NOT_RELEASED,
            2,
            0,
        )
        assert refusals(answer) == {"A-01": []}

    def test_others_have_taken_the_goods(self):
        put(5)
        takers = [reserved(1) for _order in range(5)]
        for taker in takers:
            inventory.allocate_stock(allocating(taker))
        register_location("B-01", pick_sequence=2)
        put(4, location="B-01")
        order = reserved(4)
        Location.objects.filter(code="B-01").update(is_blocked=True, blocked_for="person")

        answer = why_not(order)

        assert answer.verdict == Verdict.NO_UNIT_TO_CLAIM
        assert refusals(answer) == {
            "A-01": [UnitRefusal.CLAIMED],
            "B-01": [UnitRefusal.BLOCKED],
        }
        (full, blocked) = answer.candidates
        assert [(each.order_id, each.quantity) for each in full.taken_by] == [
            (taker.order_id, 1) for taker in takers[:3]
        ]
        assert blocked.taken_by == ()

    def test_nothing_is_wrong(self):
        put(5)
        order = reserved(2)
        allocation = inventory.allocate_stock(allocating(order))
        claimed = why_not(order)
        inventory.book_picks(picking(allocation))

        assert (claimed.verdict, claimed.claimed) == (Verdict.CLAIMED, 2)
        assert why_not(order).verdict == Verdict.PICKED

    def test_it_was_given_back(self):
        put(5)
        order = reserved(2)
        inventory.release_reservation(releasing(order, "nobody wants it"))

        answer = why_not(order)

        assert (answer.verdict, answer.reason) == (Verdict.RELEASED, "nobody wants it")


def test_the_latest_round_is_meant_unless_another_is_named():
    put(5)
    first = reserved(2)
    inventory.release_reservation(releasing(first))
    reserved(3, order_id=first.order_id, round_no=2)

    assert (why_not(first).round_no, why_not(first).quantity) == (2, 3)
    assert why_not(first, round_no=1).verdict == Verdict.RELEASED


def test_as_many_questions_however_much_there_is(django_assert_max_num_queries):
    for number in range(20):
        register_location(f"C-{number}")
        put(2, location=f"C-{number}")
    for _order in range(10):
        inventory.allocate_stock(allocating(reserved(2)))
    for _order in range(10):
        reserved(99)
    order = reserved(99)

    with django_assert_max_num_queries(9):
        answer = why_not(order)

    assert (answer.candidate_count, answer.ahead_count) == (20, 10)


def test_an_order_or_a_line_that_is_not_there():
    put(1)
    order = reserved(1)
    tombstone = reserving(1)
    inventory.release_reservation(releasing(tombstone, "too early"))

    with pytest.raises(ReservationNotFound):
        why_not(reserving(1))
    with pytest.raises(ReservationLineNotFound):
        why_not(order, 2)
    with pytest.raises(ReservationLineNotFound, match="too early"):
        why_not(tombstone)
    with pytest.raises(ReservationNotFound):
        answer_why_not(client_id=ClientId(new_id()), question=asking(order))
