"""Orders as they were: what was seen at a moment is answered again ever after."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DatabaseCase

from tests.factories.orders import CLIENT, OTHER_CLIENT, receive
from tests.orders.bodies import URL, body
from tests.orders.recording import WAVE, reach
from tests.orders.splitting import BACKORDER, keep, read
from tests.support.api import Api, make_site
from wms.kernel.errors import DomainError
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import (
    CancelOrder,
    LineProgress,
    Milestone,
    OrderNotFound,
    PastNotKept,
    RecordProgress,
    RecordValidation,
    RefuseCancellation,
    RequestCancellation,
    UnassignWave,
)
from wms.orders.models import OrderHistory
from wms.orders.selectors.past import get_order_at

pytestmark = pytest.mark.django_db


def at(order, moment):
    return get_order_at(order_id=order.order_id, client_id=CLIENT, as_of=moment)


def shortly_picked(order):
    reach(order, Milestone.PICKED, LineProgress(line_no=1, picked=2, short_closed=1))


WHAT_HAPPENS = {
    "validated": lambda order: orders.record_validation(RecordValidation(order_id=order.order_id)),
    "rejected": lambda order: orders.record_validation(
        RecordValidation(order_id=order.order_id, reasons=("no such SKU",))
    ),
    "waved": lambda order: reach(order, Milestone.WAVE_ASSIGNED, wave_id=WAVE, assignment_no=1),
    "out of its wave": lambda order: orders.unassign_wave(
        UnassignWave(order_id=order.order_id, assignment_no=2)
    ),
    "picked in part": lambda order: reach(
        order, Milestone.PICKING_STARTED, LineProgress(line_no=1, picked=1)
    ),
    "short": shortly_picked,
    "packed": lambda order: reach(order, Milestone.PACKED),
    "labelled": lambda order: reach(
        order, Milestone.SHIPPED, tracking_numbers=(f"TRACK-{uuid4()}",)
    ),
    "shipped in part": lambda order: reach(
        order, Milestone.SHIPPED, LineProgress(line_no=1, shipped=1)
    ),
    "shipped": lambda order: reach(order, Milestone.SHIPPED),
    "split": lambda order: keep(order, 3, 2),
    "split again": lambda order: keep(order, 2, 2),
    "unwanted": lambda order: orders.request_cancellation(
        RequestCancellation(order_id=order.order_id, reason="a typo", actor="user:7")
    ),
    "wanted again": lambda order: orders.refuse_cancellation(
        RefuseCancellation(order_id=order.order_id, reason="the truck has left")
    ),
    "cancelled": lambda order: orders.cancel_order(
        CancelOrder(order_id=order.order_id, reason="a typo")
    ),
}


class TestAnyHistory(DatabaseCase):
    """Commands in any order, those that are refused among them."""

    databases = "__all__"

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.sampled_from(sorted(WHAT_HAPPENS)), max_size=8))
    def test_an_order_is_shown_as_it_was_seen_at_every_moment(self, story):
        order = receive(5, 3, shipping_policy=BACKORDER)
        seen = [(timezone.now(), read(order.order_id))]

        for what in story:
            try:
                WHAT_HAPPENS[what](order)
            except DomainError:
                continue
            seen.append((timezone.now(), read(order.order_id)))

        assert [at(order, moment) for moment, _order in seen] == [was for _moment, was in seen]


def test_a_story_changes_all_that_is_seen_of_an_order():
    order = receive(5, 3, shipping_policy=BACKORDER)
    begin = timezone.now()
    keep(order, 3, 2)
    picked = LineProgress(line_no=1, picked=2, short_closed=1), LineProgress(line_no=2, picked=2)
    reach(order, Milestone.PICKED, *picked)
    reach(order, Milestone.SHIPPED, tracking_numbers=("TRACK-1",))

    was, now = at(order, begin), read(order.order_id)

    assert was == order
    assert [(line.picked, line.shipped, line.open) for line in was.lines] == [(0, 0, 5), (0, 0, 3)]
    assert (was.version, was.status, was.tracking_numbers) == (1, "received", ())
    assert was.child_order_ids == ()
    assert [(line.picked, line.shipped, line.open) for line in now.lines] == [(2, 2, 0), (2, 2, 0)]
    assert (now.status, now.tracking_numbers) == ("shipped", ("TRACK-1",))
    assert len(now.child_order_ids) == 1


def test_before_it_was_received_there_was_no_order():
    order = receive(5)

    with pytest.raises(OrderNotFound):
        at(order, order.received_at - timedelta(microseconds=1))

    assert at(order, order.received_at) == order


def test_another_client_never_had_it():
    order = receive(5)

    with pytest.raises(OrderNotFound):
        get_order_at(order_id=order.order_id, client_id=OTHER_CLIENT, as_of=timezone.now())


def test_says_so_where_what_was_before_was_not_kept():
    order = receive(5)
    begin = timezone.now()
    reach(order, Milestone.RESERVED)
    OrderHistory.objects.filter(order_id=order.order_id).update(was=None)

    with pytest.raises(PastNotKept):
        at(order, begin)

    assert at(order, timezone.now()) == read(order.order_id)


def test_a_client_asks_for_it_over_http(api):
    order = api.post(URL, body()).json()
    address = f"{URL}/{order['order_id']}"
    begin = datetime.now(UTC).isoformat()
    orders.record_progress(
        RecordProgress(order_id=OrderId(order["order_id"]), milestone=Milestone.PICKED)
    )
    make_site(client="other")

    was = api.get(address, {"as_of": begin})
    some = api.get(address, {"as_of": begin, "fields": "status,version"})
    now = api.get(address)
    before = api.get(address, {"as_of": "2020-01-01T00:00:00Z"})
    to_come = api.get(address, {"as_of": "2126-01-01T00:00:00Z"})
    stranger = Api("integrator", client="other").get(address, {"as_of": begin})

    assert (was.status_code, was.json()) == (200, order)
    assert some.json() == {"status": "received", "version": 1}
    assert now.json()["status"] == "picked"
    assert (before.status_code, before.json()["code"]) == (404, "order_not_found")
    assert (stranger.status_code, stranger.json()["code"]) == (404, "order_not_found")
    assert to_come.status_code == 400
    assert [each["pointer"] for each in to_come.json()["errors"]] == ["/as_of"]
