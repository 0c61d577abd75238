"""Adjustments that a second person must agree to."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from tests.factories.inventory import allocating, reserving
from tests.factories.keeping import adjusting, approving, found, rejecting
from tests.inventory.reading import differences, on_hand, published, totals
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.adjustments.contracts.refused_changes import (
    AdjustmentDecided,
    AdjustmentNotFound,
    SamePerson,
)
from wms.inventory.adjustments.queries.adjustments import get_adjustment
from wms.inventory.catalogue.contracts.refusals import GoodsMissing, StockClaimed
from wms.inventory.catalogue.contracts.words import AdjustmentStatus
from wms.inventory.models import Adjustment, Sku, StockMovement
from wms.platform.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_bolts")]
ASKED = [("adjustment-requested", 1), ("exception-raised", 2)]


@pytest.fixture(autouse=True)
def limits(settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 5
    settings.ADJUSTMENT_LIMIT_VALUE = Decimal(100)


def test_nothing_moves_before_the_approval():
    asked = adjust_stock(adjusting(found(-6)))
    before = (asked.status, on_hand("A-01"), published(asked.adjustment_id))

    posted = approve_adjustment(approving(asked))

    assert before == (AdjustmentStatus.PENDING, 10, ASKED)
    assert (posted.status, posted.decided_by) == (AdjustmentStatus.POSTED, "token:boss")
    assert (on_hand("A-01"), totals()) == (4, (4, 0, 0))
    assert published(asked.adjustment_id)[2:] == [("stock-adjusted", 3), ("exception-cleared", 4)]
    assert StockMovement.objects.get(cause="adjustment").actor == "token:boss"
    assert differences() == ()


def test_at_the_limit_one_person_is_enough():
    assert adjust_stock(adjusting(found(-5))).status == AdjustmentStatus.POSTED


def test_found_here_does_not_make_up_for_lost_there():
    asked = adjust_stock(adjusting(found(-3), found(3, "B-01")))

    assert (asked.status, asked.units) == (AdjustmentStatus.PENDING, 6)


def test_few_units_of_much_value_need_an_approval():
    Sku.objects.update(value_amount=Decimal("33.34"), value_currency="EUR")

    alone = adjust_stock(adjusting(found(-2)))
    asked = adjust_stock(adjusting(found(-3)))

    assert (alone.status, alone.worth) == (AdjustmentStatus.POSTED, {"EUR": "66.6800"})
    assert (asked.status, asked.worth) == (AdjustmentStatus.PENDING, {"EUR": "100.0200"})


@pytest.mark.parametrize(
    ("decide", "ask"), [(approve_adjustment, approving), (reject_adjustment, rejecting)]
)
def test_never_the_one_who_asked(decide, ask):
    asked = adjust_stock(adjusting(found(-6), actor="mo"))

    with pytest.raises(SamePerson):
        decide(ask(asked, actor="mo"))

    assert (on_hand("A-01"), published()) == (10, ASKED)


def test_a_rejected_one_is_never_booked():
    asked = adjust_stock(adjusting(found(-6)))

    rejected = reject_adjustment(rejecting(asked))
    again = reject_adjustment(rejecting(asked))

    assert rejected == again
    assert (rejected.status, rejected.decision) == (AdjustmentStatus.REJECTED, "count again")
    with pytest.raises(AdjustmentDecided):
        approve_adjustment(approving(asked))
    assert on_hand("A-01") == 10
    assert published() == [*ASKED, ("adjustment-rejected", 3), ("exception-cleared", 4)]


def test_who_approved_is_answered_as_before_and_others_are_refused():
    asked = adjust_stock(adjusting(found(-6)))

    first = approve_adjustment(approving(asked))

    assert approve_adjustment(approving(asked)) == first
    for late in (approving(asked, actor="other"),):
        with pytest.raises(AdjustmentDecided):
            approve_adjustment(late)
    with pytest.raises(AdjustmentDecided):
        reject_adjustment(rejecting(asked))
    assert (on_hand("A-01"), len(published())) == (4, 4)


def test_one_that_nobody_had_to_decide_on_cannot_be_decided():
    posted = adjust_stock(adjusting(found(-1)))

    with pytest.raises(AdjustmentDecided):
        approve_adjustment(approving(posted))


def test_what_cannot_be_booked_is_not_kept_for_later():
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))

    with pytest.raises(GoodsMissing):
        adjust_stock(adjusting(found(-11)))
    with pytest.raises(StockClaimed):
        adjust_stock(adjusting(found(-6)))

    assert Adjustment.objects.count() == 0


def test_goods_allocated_meanwhile_go_only_if_the_approval_forces():
    asked = adjust_stock(adjusting(found(-6)))
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))

    with pytest.raises(StockClaimed):
        approve_adjustment(approving(asked))
    assert (
        get_adjustment(
            client_id=adjusting(found(1)).client_id, adjustment_id=asked.adjustment_id
        ).status
        == AdjustmentStatus.PENDING
    )
    approve_adjustment(approving(asked, force=True))

    assert on_hand("A-01") == 4
    assert differences() == ()


def test_an_unknown_one_is_not_there():
    asked = adjust_stock(adjusting(found(-6)))
    Adjustment.objects.update(client_id=new_id())

    with pytest.raises(AdjustmentNotFound):
        approve_adjustment(approving(asked))


def test_the_database_refuses_the_one_who_asked():
    adjust_stock(adjusting(found(-6), actor="mo"))

    with pytest.raises(IntegrityError, match="adjustment_is_decided_by_a_second_person"):
        Adjustment.objects.update(status="posted", decided_by="mo", decided_by_id="token:mo")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does():
    asking = [what for what, _version in ASKED]
    for _round in range(10):
        asked = adjust_stock(adjusting(found(6)))
        decisions = [
            lambda asked=asked: approve_adjustment(approving(asked, "ann")),
            lambda asked=asked: approve_adjustment(approving(asked, "bob")),
            lambda asked=asked: reject_adjustment(rejecting(asked, "cat")),
        ]

        answers = at_once(decisions, connections=3)

        refused = [each for each in answers if isinstance(each, AdjustmentDecided)]
        assert len(refused) == 2
        assert [what for what, _version in published(asked.adjustment_id)] in (
            [*asking, "stock-adjusted", "exception-cleared"],
            [*asking, "adjustment-rejected", "exception-cleared"],
        )
    booked = Adjustment.objects.filter(status="posted").count()
    assert (on_hand("A-01"), differences()) == (10 + 6 * booked, ())
