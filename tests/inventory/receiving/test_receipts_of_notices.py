"""Receipts that count against a notice."""

from datetime import date
from functools import partial

import pytest

from tests.factories.inbound import announce, bringing, closing
from tests.factories.inventory import register_location, register_sku
from tests.inventory.reading import differences, on_hand
from tests.support.races import assert_gap_free, at_once
from tests.support.tables import rows_of
from wms.inventory.catalogue.contracts.refusals import LotDiffers, ReceiptDiffers
from wms.inventory.models import InboundLine, InboundNotice, InventoryOutbox, StockMovement
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.inbound import (
    NewInboundLine,
    NoticeClosed,
    NotOnNotice,
    OverDelivery,
)
from wms.inventory.receiving.contracts.receipts import NewReceiptLine, Receipt
from wms.inventory.receiving.queries.inbound import get_inbound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    register_sku()
    register_sku("NUT-M8")
    register_location("A-01")


def line(quantity, sku="BOLT-M8", **properties):
    return NewReceiptLine(sku=sku, location="A-01", quantity=quantity, **properties)


def received(notice):
    now = get_inbound(notice_id=notice.notice_id)
    return [each.received for each in now.lines]


def everything():
    return rows_of(InboundNotice, InboundLine, StockMovement, InventoryOutbox)


def test_receipts_count_against_the_notice():
    notice = announce(10)

    first = receive_stock(bringing(notice, 4))
    receive_stock(bringing(notice, 6))

    assert first.notice == notice.reference
    assert (received(notice), on_hand("A-01")) == ([10], 10)
    assert differences() == ()


def test_a_receipt_sent_twice_counts_once():
    notice = announce(10)
    request = bringing(notice, 4)

    first, second = receive_stock(request), receive_stock(request)
    close_inbound(closing(notice))
    late = receive_stock(request)

    assert first == second == late
    assert (received(notice), on_hand("A-01")) == ([4], 4)


def test_the_same_receipt_for_another_notice_is_refused():
    one, two = announce(10), announce(10)
    receive_stock(bringing(one, 4, reference="DN-A"))

    with pytest.raises(ReceiptDiffers):
        receive_stock(bringing(two, 4, reference="DN-A"))

    assert received(two) == [0]


def test_over_delivery_is_refused_with_everything_that_exceeds():
    notice = announce(
        10, NewInboundLine(sku="NUT-M8", quantity=5), NewInboundLine(sku="BOLT-M8", quantity=2)
    )
    before = everything()

    with pytest.raises(OverDelivery) as refusal:
        receive_stock(bringing(notice, 13, line(6, "NUT-M8")))

    assert "1 of BOLT-M8" in str(refusal.value)
    assert "1 of NUT-M8" in str(refusal.value)
    assert everything() == before


def test_the_limit_is_in_the_settings(settings):
    settings.INBOUND_OVER_PERCENT = 15
    notice = announce(10)

    receive_stock(bringing(notice, 11))
    with pytest.raises(OverDelivery):
        receive_stock(bringing(notice, 1))

    assert received(notice) == [11]


@pytest.mark.parametrize("said_by", ["notice", "receipt"])
def test_over_delivery_that_is_accepted_is_counted(said_by):
    notice = announce(10, accept_over=said_by == "notice")

    receive_stock(bringing(notice, 12, accept_over=said_by == "receipt"))

    assert (received(notice), on_hand("A-01")) == ([12], 12)


def test_goods_that_were_not_announced_are_refused_all_of_them():
    notice = announce(NewInboundLine(sku="BOLT-M8", quantity=10, lot="L1"))
    before = everything()

    with pytest.raises(NotOnNotice) as refusal:
        receive_stock(bringing(notice, line(1, lot="L2"), line(1, "NUT-M8")))

    assert str(refusal.value) == "not announced: BOLT-M8 of lot L2, NUT-M8"
    assert everything() == before


def test_a_lot_comes_with_the_date_it_was_announced_with():
    day = date(2999, 1, 1)
    notice = announce(NewInboundLine(sku="BOLT-M8", quantity=10, lot="L1", expires_on=day))

    with pytest.raises(LotDiffers):
        receive_stock(bringing(notice, line(1, lot="L1", expires_on=date(2999, 1, 2))))
    receive_stock(bringing(notice, line(1, lot="L1", expires_on=day)))

    assert received(notice) == [1]


def test_nothing_comes_with_a_closed_notice():
    notice = announce(10)
    close_inbound(closing(notice))
    before = everything()

    with pytest.raises(NoticeClosed):
        receive_stock(bringing(notice, 1))

    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_of_receipts_that_race_for_one_line_no_more_gets_in_than_was_announced():
    notice = announce(10)

    answers = at_once([lambda: receive_stock(bringing(notice, 3))] * 8, connections=8)

    assert sum(isinstance(each, Receipt) for each in answers) == 3
    assert sum(isinstance(each, OverDelivery) for each in answers) == 5
    assert (received(notice), on_hand("A-01")) == ([9], 9)
    assert differences() == ()


@pytest.mark.django_db(transaction=True)
def test_receiving_beside_closing_leaves_nothing_uncounted():
    for _round in range(10):
        notice = announce(10)
        before = on_hand("A-01")

        answers = at_once(
            [
                partial(receive_stock, bringing(notice, 4)),
                partial(close_inbound, closing(notice)),
            ]
        )

        came = 4 if isinstance(answers[0], Receipt) else 0
        (after,) = get_inbound(notice_id=notice.notice_id).lines
        assert (after.received, after.short) == (came, 10 - came)
        assert on_hand("A-01") - before == came
    assert_gap_free()
