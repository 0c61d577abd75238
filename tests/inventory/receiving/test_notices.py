"""Goods that are announced, and how a notice ends."""

import json
from uuid import uuid4

import pytest

from tests.factories.inbound import announce, announcing, bringing, closing
from tests.factories.inventory import CLIENT, register_location, register_sku
from tests.inventory.reading import published
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.models import InboundLine, InboundNotice, InventoryOutbox
from wms.inventory.receiving.commands.announce_inbound import announce_inbound
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.inbound import (
    CloseInbound,
    InboundNoticeFilter,
    InboundStatus,
    NewInboundLine,
    NoticeDiffers,
    NoticeNotFound,
)
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.inventory.receiving.queries.inbound import get_inbound, list_inbound
from wms.kernel.ids import ClientId
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    register_sku()
    register_sku("NUT-M8")
    register_location("A-01")


def line(quantity, sku="BOLT-M8", **properties):
    return NewReceiptLine(sku=sku, location="A-01", quantity=quantity, **properties)


def test_the_same_announcement_again_changes_nothing():
    request = announcing(10, NewInboundLine(sku="nut-m8", quantity=5))

    first, second = announce_inbound(request), announce_inbound(request)

    assert first == second
    assert first.number.startswith("N-")
    assert [(each.sku, each.expected, each.received) for each in first.lines] == [
        ("BOLT-M8", 10, 0),
        ("NUT-M8", 5, 0),
    ]
    assert published(first.notice_id) == [("inbound-announced", 1)]


def test_something_else_under_the_same_reference_is_refused():
    announce_inbound(announcing(10, reference="PO-A"))

    with pytest.raises(NoticeDiffers):
        announce_inbound(announcing(11, reference="PO-A"))

    assert InboundLine.objects.get().expected == 10


def test_what_is_announced_is_known():
    with pytest.raises(SkuNotFound):
        announce_inbound(announcing(NewInboundLine(sku="NAIL", quantity=1)))

    assert InboundNotice.objects.count() == 0


def test_closing_records_what_did_not_come_and_raises_one_exception():
    notice = announce(10, NewInboundLine(sku="NUT-M8", quantity=5))
    receive_stock(bringing(notice, 7, line(5, "NUT-M8")))

    closed, again = (close_inbound(closing(notice)) for _time in range(2))

    assert closed == again
    assert (closed.status, [each.short for each in closed.lines]) == ("closed", [3, 0])
    assert published(notice.notice_id) == [
        ("inbound-announced", 1),
        ("inbound-closed", 2),
        ("exception-raised", 3),
    ]
    raised = json.loads(InventoryOutbox.objects.latest("id").data)
    assert (raised["kind"], raised["about"]) == ("inbound_short", notice.number)
    assert "3 of 10 BOLT-M8" in raised["message"]


def test_a_notice_that_came_in_full_is_closed_without_a_word_to_anybody():
    notice = announce(10)
    receive_stock(bringing(notice, 10))

    close_inbound(closing(notice))

    assert published(notice.notice_id) == [("inbound-announced", 1), ("inbound-closed", 2)]


def test_a_notice_of_another_client_is_not_there():
    notice, other = announce(10), ClientId(uuid4())

    with pytest.raises(NoticeNotFound):
        get_inbound(notice_id=notice.notice_id, client_id=other)
    with pytest.raises(NoticeNotFound):
        close_inbound(CloseInbound(notice_id=notice.notice_id, actor="eve", client_id=other))

    assert get_inbound(notice_id=notice.notice_id) == notice


def test_notices_are_listed_with_their_progress():
    notice = announce(10, NewInboundLine(sku="NUT-M8", quantity=5))
    receive_stock(bringing(notice, 4))
    close_inbound(closing(announce(1)))

    page = list_inbound(
        client_id=CLIENT,
        filters=InboundNoticeFilter(status=(InboundStatus.OPEN,)),
        page=PageRequest(),
    )

    (listed,) = page.results
    assert (listed.number, listed.line_count) == (notice.number, 2)
    assert (listed.expected, listed.received) == (15, 4)
