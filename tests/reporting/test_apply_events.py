"""Telling the projections of events, each once."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections

from tests.reporting.stories import (
    BEGAN,
    CLIENT,
    ORDER,
    WAREHOUSE,
    WAVE,
    made,
    received,
    short_story,
)
from wms.inventory.events import StockPickedEvent
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.pages import PageRequest
from wms.orders.contracts import OrderStatus
from wms.platform.ids import new_id
from wms.platform.inbox.receipt import AlreadyHandled, InboxReceipt
from wms.reporting.models import Generation, OrderViewRow, OrderViewsInbox
from wms.reporting.order_view.contracts import OrderViewFilter, OrderViewNotFound
from wms.reporting.order_view.models import NAME
from wms.reporting.order_view.queries import get_order_view, list_order_views
from wms.reporting.projection.commands.apply_events import apply_events
from wms.reporting.projection.contracts import ApplyEvents, ProjectionOutdated
from wms.reporting.projection.models.rows import columns_of
from wms.waving.events import WaveCancelledEvent

pytestmark = pytest.mark.django_db


def apply(*story, receipt=None):
    entries = tuple(told.entry for told in story)
    apply_events(ApplyEvents(projection=NAME, entries=entries), receipt=receipt)


def view():
    return get_order_view(order_id=ORDER, client_id=CLIENT)


def columns():
    return OrderViewRow.objects.values(*columns_of(OrderViewRow)).get()


def test_a_shuffled_story_leaves_the_row_that_the_straight_one_leaves():
    story = short_story()
    for told in story:
        apply(told)
    straight = columns()
    OrderViewRow.objects.all().delete()

    for told in random.Random(1).sample(story * 2, k=2 * len(story)):
        apply(told)

    assert columns() == straight
    assert (straight["status"], straight["number"]) == ("completed", "O-000007")
    assert straight["tracking_numbers"] == ["SIM0001"]


def test_an_event_that_comes_again_changes_nothing():
    told = short_story()[0]
    event_id = new_id()
    receipt = InboxReceipt(OrderViewsInbox, event_id=event_id, occurred_at=BEGAN)
    apply(told, receipt=receipt)
    before = columns()

    with pytest.raises(AlreadyHandled):
        apply(told, receipt=receipt)

    assert (columns(), OrderViewsInbox.objects.count()) == (before, 1)


def test_a_story_that_comes_at_once_leaves_what_it_leaves_one_by_one():
    for told in short_story():
        apply(told)
    one_by_one = columns()
    OrderViewRow.objects.all().delete()

    apply(*random.Random(2).sample(short_story() * 2, k=2 * len(short_story())))

    assert columns() == one_by_one


def test_rows_of_another_release_are_not_added_to():
    apply(short_story()[0])
    Generation.objects.update(version=99)
    before = columns()

    with pytest.raises(ProjectionOutdated, match="rebuild_projection order-views"):
        apply(short_story()[2])

    assert columns() == before


def test_a_wave_that_ended_empty_changes_no_view():
    told = short_story()[0]
    apply(told)
    before = columns()
    ended = WaveCancelledEvent(
        wave_id=WAVE, warehouse_id=WAREHOUSE, reason="its last order left", order_ids=()
    )

    apply(replace(told, event=ended, sequence=4))

    assert columns() == before


def test_an_event_about_no_order_is_refused_and_leaves_nothing():
    silent = StockPickedEvent(
        reservation_id=made("reservation"),
        order_id=ORDER,
        client_id=CLIENT,
        warehouse_id=made("warehouse"),
        round_no=1,
        places=(),
    )

    with pytest.raises(TypeError, match="says nothing"):
        apply(replace(short_story()[0], event=silent))

    assert OrderViewRow.objects.count() == 0


def test_an_order_is_not_seen_before_it_is_received_nor_by_another_client():
    apply(short_story()[2])
    with pytest.raises(OrderViewNotFound):
        view()

    apply(short_story()[0])
    assert view().status == OrderStatus.VALIDATED
    with pytest.raises(OrderViewNotFound):
        get_order_view(order_id=ORDER, client_id=ClientId(new_id()))


@pytest.mark.django_db(transaction=True)
def test_events_of_one_order_applied_at_once_are_all_kept():
    for told in short_story():
        apply(told)
    straight = columns()
    OrderViewRow.objects.all().delete()

    def tell(told):
        apply(told)
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tell, short_story()))

    assert columns() == straight


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["O-3", "O-2", "O-1"]),
        ({"status": (OrderStatus.RECEIVED, OrderStatus.PICKED)}, ["O-3", "O-2", "O-1"]),
        ({"status": (OrderStatus.PICKED,)}, []),
        ({"external_ref": "ref-2"}, ["O-2"]),
        ({"customer_id": "C-1"}, ["O-3", "O-1"]),
        ({"search": "o-1"}, ["O-1"]),
        ({"search": "plate"}, ["O-3", "O-2", "O-1"]),
        ({"search": "lat"}, ["O-3", "O-2", "O-1"]),
        ({"search": "ef-2"}, ["O-2"]),
        ({"search": "o"}, ["O-3", "O-2", "O-1"]),
        ({"search": "ef"}, []),
        ({"search": "zoë 3"}, ["O-3"]),
        ({"search": "ZOE"}, ["O-3", "O-2", "O-1"]),
        ({"search": "plates"}, []),
    ],
)
def test_finds_orders_newest_first(filters, found, django_assert_num_queries):
    for n in (1, 2, 3):
        order = {
            "number": f"O-{n}",
            "external_ref": f"ref-{n}",
            "customer_id": f"C-{n % 2}",
            "consignee": f"Zoë {n}",
        }
        event = received(order_id=OrderId(new_id()), **order)
        apply(replace(short_story()[0], event=event))

    with django_assert_num_queries(1):
        page = list_order_views(
            client_id=CLIENT, filters=OrderViewFilter(**filters), page=PageRequest()
        )

    assert [each.number for each in page.results] == found
