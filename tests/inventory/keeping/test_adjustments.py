"""Goods found and lost, and the second person."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from tests.factories.inventory import (
    allocating,
    picking,
    put,
    receiving,
    register_location,
    register_sku,
    reserving,
)
from tests.factories.keeping import adjusting, approving, found, rejecting
from tests.inventory.reading import differences, moved, on_hand, published, totals
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.contracts import (
    AdjustmentDecided,
    AdjustmentDiffers,
    AdjustmentNotFound,
    AdjustmentStatus,
    GoodsMissing,
    LocationNotFound,
    LotExpired,
    LotMissing,
    LotNotFound,
    NewReceiptLine,
    SamePerson,
    SerialKnown,
    SerialNotSingle,
    SkuNotFound,
    StockClaimed,
    StockStatus,
    Tracking,
)
from wms.inventory.models import Adjustment, Sku, StockMovement
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf():
    register_location("A-01")
    register_location("B-01")
    put(10)


def test_books_what_was_found_and_lost():
    adjustment = inventory.adjust_stock(adjusting(found(-3), found(2, "B-01")))

    assert (adjustment.status, adjustment.units) == (AdjustmentStatus.POSTED, 5)
    assert (adjustment.asked_by, adjustment.decided_by) == ("keeper", "")
    assert (on_hand("A-01"), on_hand("B-01"), totals()) == (7, 2, (9, 0, 0))
    assert moved()[1:] == [
        ("adjustment", "A-01", "adjustment", 3),
        ("adjustment", "adjustment", "B-01", 2),
    ]
    assert published(adjustment.adjustment_id) == [("stock-adjusted", 1)]
    assert differences() == ()


def test_the_ledger_keeps_who_and_why():
    inventory.adjust_stock(adjusting(found(-3), reference="AD-X", actor="mo"))

    line = StockMovement.objects.get(cause="adjustment")
    assert (line.actor, line.reason, line.reference) == ("mo", "found", "AD-X")


def test_the_same_reference_is_booked_once():
    asked = adjusting(found(-3), reference="AD-1")

    first, again = inventory.adjust_stock(asked), inventory.adjust_stock(asked)

    assert first == again
    assert (on_hand("A-01"), published()) == (7, [("stock-adjusted", 1)])
    with pytest.raises(AdjustmentDiffers):
        inventory.adjust_stock(adjusting(found(-4), reference="AD-1"))
    assert on_hand("A-01") == 7


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (found(-11), GoodsMissing),
        (found(-1, status=StockStatus.DAMAGED), GoodsMissing),
        (found(1, "NOWHERE"), LocationNotFound),
        (found(1, "adjustment"), LocationNotFound),
        (found(1, sku="NUT"), SkuNotFound),
        (found(1, lot="L9"), LotNotFound),
    ],
)
def test_one_wrong_line_refuses_all(line, refusal):
    with pytest.raises(refusal):
        inventory.adjust_stock(adjusting(found(1, "B-01"), line))

    assert (on_hand("A-01"), on_hand("B-01")) == (10, 0)
    assert (Adjustment.objects.count(), StockMovement.objects.count()) == (0, 1)
    assert published() == []


def test_goods_that_are_too_old_are_not_found_usable():
    put(1, location="B-01", lot="OLD", expires_on=date(2020, 1, 1))

    with pytest.raises(LotExpired):
        inventory.adjust_stock(adjusting(found(1, lot="OLD")))
    inventory.adjust_stock(adjusting(found(1, lot="OLD", status=StockStatus.EXPIRED)))

    assert on_hand("A-01", status=StockStatus.EXPIRED) == 1


class TestTracked:
    @pytest.fixture(autouse=True)
    def tracked(self):
        register_sku("WINE", tracking=Tracking.LOT)
        register_sku("PHONE", tracking=Tracking.SERIAL)
        line = NewReceiptLine(sku="PHONE", location="A-01", quantity=1, lot="S-1")
        inventory.receive_stock(receiving(line))

    @pytest.mark.parametrize(
        ("line", "refusal"),
        [
            (found(1, sku="WINE"), LotMissing),
            (found(1, sku="WINE", lot="NEW"), LotNotFound),
            (found(1, sku="PHONE"), LotMissing),
            (found(2, sku="PHONE", lot="S-1"), SerialNotSingle),
            (found(1, "B-01", "PHONE", lot="S-1"), SerialKnown),
            (found(1, "A-01", "PHONE", lot="S-1"), SerialKnown),
        ],
    )
    def test_goods_are_found_as_closely_as_they_are_kept(self, line, refusal):
        with pytest.raises(refusal):
            inventory.adjust_stock(adjusting(line))

        assert (on_hand("A-01", "PHONE"), on_hand("B-01", "PHONE")) == (1, 0)

    def test_a_single_unit_that_was_lost_is_found_elsewhere(self):
        inventory.adjust_stock(adjusting(found(-1, "A-01", "PHONE", lot="S-1")))
        inventory.adjust_stock(adjusting(found(1, "B-01", "PHONE", lot="S-1")))

        assert (on_hand("A-01", "PHONE"), on_hand("B-01", "PHONE")) == (0, 1)

    @pytest.mark.django_db(transaction=True)
    def test_a_single_unit_is_found_once_by_many(self):
        inventory.adjust_stock(adjusting(found(-1, "A-01", "PHONE", lot="S-1")))
        asked = [adjusting(found(1, place, "PHONE", lot="S-1")) for place in ("A-01", "B-01") * 4]
        finds = [lambda each=each: inventory.adjust_stock(each) for each in asked]

        answers = at_once(finds)

        assert len([each for each in answers if isinstance(each, SerialKnown)]) == 7
        assert on_hand("A-01", "PHONE") + on_hand("B-01", "PHONE") == 1


def test_missing_goods_come_back_by_an_adjustment():
    order = reserving(4)
    inventory.reserve_stock(order)
    allocation = inventory.allocate_stock(allocating(order))
    inventory.book_picks(picking(allocation, short=2))

    inventory.adjust_stock(adjusting(found(-2, status=StockStatus.MISSING), found(2, "B-01")))

    assert (on_hand("A-01", status=StockStatus.MISSING), on_hand("B-01")) == (0, 2)
    assert differences() == ()


def test_claimed_goods_are_lost_only_by_force():
    register_location("C-01")
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))
    inventory.adjust_stock(adjusting(found(10, "B-01")))
    before = published()

    with pytest.raises(StockClaimed):
        inventory.adjust_stock(adjusting(found(-5)))
    assert (on_hand("A-01"), published()) == (10, before)

    forced = inventory.adjust_stock(adjusting(found(-5), force=True))

    assert (on_hand("A-01"), totals()) == (5, (15, 0, 8))
    assert published(forced.adjustment_id) == [("stock-adjusted", 1)]
    assert {place.location for place in _places(order)} == {"A-01", "B-01"}
    assert differences() == ()


def _places(order):
    return inventory.get_allocation(order_id=order.order_id, round_no=1).places


def test_picked_goods_are_not_lost_even_by_force():
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    with pytest.raises(StockClaimed):
        inventory.adjust_stock(adjusting(found(-1, "STAGING"), force=True))

    assert on_hand("STAGING") == 8
    assert differences() == ()


def test_promises_that_lose_their_goods_are_withdrawn():
    order = reserving(8)
    inventory.reserve_stock(order)

    inventory.adjust_stock(adjusting(found(-5)))

    reservation = inventory.get_reservation(order_id=order.order_id, round_no=1)
    assert (reservation.status, totals()) == ("waiting", (5, 0, 0))
    assert differences() == ()


class TestSecondPerson:
    @pytest.fixture(autouse=True)
    def limits(self, settings):
        settings.ADJUSTMENT_LIMIT_UNITS = 5
        settings.ADJUSTMENT_LIMIT_VALUE = Decimal(100)

    def test_nothing_moves_before_a_second_person_agrees(self):
        asked = inventory.adjust_stock(adjusting(found(-6)))
        before = (asked.status, on_hand("A-01"), published(asked.adjustment_id))

        posted = inventory.approve_adjustment(approving(asked))

        assert before == (AdjustmentStatus.PENDING, 10, [("adjustment-requested", 1)])
        assert (posted.status, posted.decided_by) == (AdjustmentStatus.POSTED, "boss")
        assert (on_hand("A-01"), totals()) == (4, (4, 0, 0))
        assert published(asked.adjustment_id)[1:] == [("stock-adjusted", 2)]
        assert StockMovement.objects.get(cause="adjustment").actor == "boss"
        assert differences() == ()

    def test_at_the_limit_one_person_is_enough(self):
        assert inventory.adjust_stock(adjusting(found(-5))).status == AdjustmentStatus.POSTED

    def test_found_here_does_not_make_up_for_lost_there(self):
        asked = inventory.adjust_stock(adjusting(found(-3), found(3, "B-01")))

        assert (asked.status, asked.units) == (AdjustmentStatus.PENDING, 6)

    def test_few_units_of_much_value_need_a_second_person(self):
        Sku.objects.update(value_amount=Decimal("33.34"), value_currency="EUR")

        alone = inventory.adjust_stock(adjusting(found(-2)))
        asked = inventory.adjust_stock(adjusting(found(-3)))

        assert (alone.status, alone.worth) == (AdjustmentStatus.POSTED, {"EUR": "66.6800"})
        assert (asked.status, asked.worth) == (AdjustmentStatus.PENDING, {"EUR": "100.0200"})

    @pytest.mark.parametrize(("decide", "ask"), [("approve", approving), ("reject", rejecting)])
    def test_never_the_one_who_asked(self, decide, ask):
        asked = inventory.adjust_stock(adjusting(found(-6), actor="mo"))

        with pytest.raises(SamePerson):
            getattr(inventory, f"{decide}_adjustment")(ask(asked, actor="mo"))

        assert (on_hand("A-01"), published()) == (10, [("adjustment-requested", 1)])

    def test_a_rejected_one_is_never_booked(self):
        asked = inventory.adjust_stock(adjusting(found(-6)))

        rejected = inventory.reject_adjustment(rejecting(asked))
        again = inventory.reject_adjustment(rejecting(asked))

        assert rejected == again
        assert (rejected.status, rejected.decision) == (AdjustmentStatus.REJECTED, "count again")
        with pytest.raises(AdjustmentDecided):
            inventory.approve_adjustment(approving(asked))
        assert on_hand("A-01") == 10
        assert published() == [("adjustment-requested", 1), ("adjustment-rejected", 2)]

    def test_who_approved_is_answered_as_before_and_others_are_refused(self):
        asked = inventory.adjust_stock(adjusting(found(-6)))

        first = inventory.approve_adjustment(approving(asked))

        assert inventory.approve_adjustment(approving(asked)) == first
        for late in (approving(asked, actor="other"),):
            with pytest.raises(AdjustmentDecided):
                inventory.approve_adjustment(late)
        with pytest.raises(AdjustmentDecided):
            inventory.reject_adjustment(rejecting(asked))
        assert (on_hand("A-01"), len(published())) == (4, 2)

    def test_one_that_nobody_had_to_decide_on_cannot_be_decided(self):
        posted = inventory.adjust_stock(adjusting(found(-1)))

        with pytest.raises(AdjustmentDecided):
            inventory.approve_adjustment(approving(posted))

    def test_what_cannot_be_booked_is_not_kept_for_later(self):
        order = reserving(8)
        inventory.reserve_stock(order)
        inventory.allocate_stock(allocating(order))

        with pytest.raises(GoodsMissing):
            inventory.adjust_stock(adjusting(found(-11)))
        with pytest.raises(StockClaimed):
            inventory.adjust_stock(adjusting(found(-6)))

        assert Adjustment.objects.count() == 0

    def test_goods_claimed_meanwhile_are_lost_only_if_the_second_person_forces(self):
        asked = inventory.adjust_stock(adjusting(found(-6)))
        order = reserving(8)
        inventory.reserve_stock(order)
        inventory.allocate_stock(allocating(order))

        with pytest.raises(StockClaimed):
            inventory.approve_adjustment(approving(asked))
        assert (
            inventory.get_adjustment(
                client_id=adjusting(found(1)).client_id, adjustment_id=asked.adjustment_id
            ).status
            == AdjustmentStatus.PENDING
        )
        inventory.approve_adjustment(approving(asked, force=True))

        assert on_hand("A-01") == 4
        assert differences() == ()

    def test_an_unknown_one_is_not_there(self):
        asked = inventory.adjust_stock(adjusting(found(-6)))
        Adjustment.objects.update(client_id=new_id())

        with pytest.raises(AdjustmentNotFound):
            inventory.approve_adjustment(approving(asked))

    def test_the_database_refuses_the_one_who_asked(self):
        inventory.adjust_stock(adjusting(found(-6), actor="mo"))

        with pytest.raises(IntegrityError, match="adjustment_is_decided_by_a_second_person"):
            Adjustment.objects.update(status="posted", decided_by="mo")

    @pytest.mark.django_db(transaction=True)
    def test_of_two_who_decide_at_once_one_does(self):
        for _round in range(10):
            asked = inventory.adjust_stock(adjusting(found(6)))
            decisions = [
                lambda asked=asked: inventory.approve_adjustment(approving(asked, "ann")),
                lambda asked=asked: inventory.approve_adjustment(approving(asked, "bob")),
                lambda asked=asked: inventory.reject_adjustment(rejecting(asked, "cat")),
            ]

            answers = at_once(decisions, connections=3)

            refused = [each for each in answers if isinstance(each, AdjustmentDecided)]
            assert len(refused) == 2
            assert [what for what, _version in published(asked.adjustment_id)] in (
                ["adjustment-requested", "stock-adjusted"],
                ["adjustment-requested", "adjustment-rejected"],
            )
        booked = Adjustment.objects.filter(status="posted").count()
        assert (on_hand("A-01"), differences()) == (10 + 6 * booked, ())
