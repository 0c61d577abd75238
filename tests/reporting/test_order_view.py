"""The order view as a function of the set of events: a rule, so no database."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.stories import (
    BEGAN,
    CLIENT,
    ORDER,
    WAREHOUSE,
    WAVE,
    numbered,
    received,
    short_story,
    step,
)
from wms.inventory.events import StockPickedEvent
from wms.kernel.ids import OrderId
from wms.orders import events as orders
from wms.orders.contracts import OrderStatus
from wms.packing.contracts import PackTaskId
from wms.packing.events import PackTaskCancelledEvent, PackTaskCompletedEvent
from wms.reporting.order_view.contracts import (
    FloorWork,
    MissingStock,
    OrderView,
    PackedCarton,
    ShortLine,
)
from wms.reporting.order_view.projection import EVENTS
from wms.reporting.order_view.rules.details import detail
from wms.reporting.order_view.rules.facts import Entries, entry_of, until
from wms.reporting.order_view.rules.order_view import order_view, words_of
from wms.reporting.order_view.rules.projections import project
from wms.reporting.order_view.rules.timeline import stage_times, timeline
from wms.waving import events as waving

STORY = short_story()


def entries_of(story):
    entries: Entries = {}
    for told in story:
        says = project(told.event)[ORDER]
        entries |= entry_of(told.entry, says, detail(told.event))
    return entries


def view_of(entries: Entries) -> OrderView:
    view = order_view(ORDER, entries)
    assert view is not None
    return view


@given(st.permutations(STORY), st.lists(st.sampled_from(STORY)))
def test_any_order_of_arrival_with_repeats_gives_the_same_view(arrivals, repeats):
    entries = entries_of([*arrivals, *repeats])

    assert order_view(ORDER, entries) == order_view(ORDER, entries_of(STORY))
    assert entries == entries_of(STORY)


def test_the_view_shows_all_that_the_order_went_through():
    entries = entries_of(STORY)
    view = view_of(entries)

    assert (view.status, view.reason, view.missing_stock) == (OrderStatus.COMPLETED, "", None)
    assert (view.line_count, view.unit_count) == (2, 5)
    assert (view.wave_id, view.wave_number) == (WAVE, "W-000002")
    assert view.pick_task == FloorWork(number="P-000001", status="completed", worker="ada")
    assert view.pack_task == FloorWork(number="K-000001", status="packed", worker="bob")
    assert view.shipment == FloorWork(number="S-000001", status="shipped")
    assert view.short_lines == (
        ShortLine(line_no=2, sku="PLATE", location="A-02", quantity=1, reason="not_found"),
    )
    assert view.cartons == (PackedCarton(carton_no=1, weight_grams=900),)
    assert (view.carrier, view.tracking_numbers) == ("SIM", ("SIM0001",))
    assert view.stages.received_at == BEGAN
    assert view.stages.wave_released_at == BEGAN + timedelta(minutes=10)
    assert view.stages.completed_at == BEGAN + timedelta(minutes=27)
    assert view.stages.cancelled_at is None
    assert view.as_of == BEGAN + timedelta(minutes=27)
    assert view.sequences[f"order/{ORDER}"] == 11
    assert " ".join(sorted(words_of(view, entries))) == (
        "C-1 K-000001 MUG O-000007 P-000001 PLATE S-000001 SIM0001 W-000002 shop-7"
    )


@pytest.mark.parametrize(
    ("events", "wave_id", "missing"),
    [
        (1, None, None),
        (2, None, MissingStock(sku="MUG", quantity=2)),
        (5, None, None),
        (8, None, None),
        (9, WAVE, None),
    ],
)
def test_the_view_shows_what_is_true_so_far(events, wave_id, missing):
    view = view_of(entries_of(STORY[:events]))

    assert (view.wave_id, view.missing_stock) == (wave_id, missing)


def test_a_wave_that_was_dissolved_holds_nothing():
    added = next(place for place, told in enumerate(STORY) if told.event.subject == WAVE)
    dissolved = waving.WaveCancelledEvent(
        wave_id=WAVE, warehouse_id=WAREHOUSE, reason="too few", order_ids=(ORDER,)
    )
    told = replace(STORY[added], event=dissolved, sequence=STORY[added].sequence + 1)

    assert view_of(entries_of(STORY[: added + 1])).wave_id == WAVE
    assert view_of(entries_of([*STORY[: added + 1], told])).wave_id is None


@given(st.data())
def test_an_order_that_left_its_wave_shows_none(data):
    added = next(place for place, told in enumerate(STORY) if told.event.subject == WAVE)
    assigned = STORY[added + 1]
    left = step(orders.OrderWaveUnassignedEvent, OrderStatus.RESERVED, wave_id=WAVE)
    dissolved = waving.WaveCancelledEvent(
        wave_id=WAVE, warehouse_id=WAREHOUSE, reason="too few", order_ids=(ORDER,)
    )
    story = [
        *STORY[: added + 2],
        replace(STORY[added], event=dissolved, sequence=STORY[added].sequence + 1),
        replace(assigned, event=left, sequence=assigned.sequence + 1),
    ]

    view = view_of(entries_of(data.draw(st.permutations(story))))

    assert view_of(entries_of(STORY[: added + 2])).stages.wave_assigned_at == assigned.occurred_at
    assert (view.status, view.wave_id) == (OrderStatus.RESERVED, None)
    assert view.stages.wave_assigned_at is None


def test_what_is_unpacked_is_in_no_carton():
    packed = next(told for told in STORY if isinstance(told.event, PackTaskCompletedEvent))
    unpacked = PackTaskCancelledEvent(
        task_id=PackTaskId(packed.event.subject),
        order_id=ORDER,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        round_no=1,
        reason="changed my mind",
    )
    told = replace(packed, event=unpacked, sequence=packed.sequence + 1)

    view = view_of(entries_of([*STORY, told]))

    assert view.pack_task == FloorWork(number="K-000001", status="cancelled", worker="bob")
    assert view.cartons == ()


def test_there_is_no_view_before_the_order_was_received():
    assert order_view(ORDER, entries_of(STORY[1:])) is None


def test_status_and_reason_come_from_the_newest_event_of_the_order():
    refused = step(
        orders.OrderRejectedEvent,
        OrderStatus.REJECTED,
        warehouse_id=WAREHOUSE,
        reasons=("a", "b"),
    )
    view = view_of(entries_of(reversed(numbered(received(), refused))))

    assert (view.status, view.reason) == (OrderStatus.REJECTED, "a; b")


def test_every_event_of_the_projection_can_be_projected():
    assert all(project.dispatch(event) is not project.dispatch(object) for event in EVENTS)
    assert project.dispatch(StockPickedEvent) is project.dispatch(object)


def test_parent_and_children_know_each_other():
    children = (OrderId(UUID(int=1)), OrderId(UUID(int=2)))
    splits = [
        step(
            orders.OrderSplitEvent,
            OrderStatus.VALIDATED,
            child_order_id=child,
            lines=(orders.SplitLine(line_no=1, kept=2, cancelled=0, backordered=1),),
        )
        for child in (None, *reversed(children))
    ]

    view = view_of(entries_of(numbered(received(), *splits)))
    child = view_of(entries_of(numbered(received(parent_order_id=children[0]))))

    assert (view.parent_order_id, view.child_order_ids) == (None, children)
    assert (child.parent_order_id, child.child_order_ids) == (children[0], ())


def test_the_view_is_as_it_was_at_a_moment():
    moment = BEGAN + timedelta(minutes=9)

    assert order_view(ORDER, until(entries_of(STORY), moment)) == view_of(entries_of(STORY[:10]))
    assert order_view(ORDER, until(entries_of(STORY), BEGAN - timedelta(seconds=1))) is None


@given(st.permutations(STORY))
def test_the_timeline_says_what_happened_when_and_who_did_it(arrivals):
    lines = timeline(entries_of(arrivals))

    assert [each.at for each in lines] == [told.occurred_at for told in STORY]
    said = {each.what: (each.detail, each.actor) for each in lines}
    assert said["order received"] == ("2 lines, 5 units", "token:ada")
    assert said["short at a location"] == ("1 PLATE missing at A-02: not found", "token:ada")
    assert said["shipping label generated"] == ("SIM SIM0001", "token:ada")


def test_a_stage_took_the_time_since_the_one_before():
    times = stage_times(view_of(entries_of(STORY)).stages)

    assert [(each.stage, each.seconds / 60) for each in times] == [
        ("received", 0),
        ("validated", 2),
        ("backordered", 1),
        ("reserved", 2),
        ("wave assigned", 4),
        ("wave released", 1),
        ("picking started", 4),
        ("picked", 3),
        ("packed", 5),
        ("labelled", 2),
        ("shipped", 2),
        ("completed", 1),
    ]
