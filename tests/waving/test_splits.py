"""Orders that go on with a part of what they came with: waves count what is left."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.orders import new_order
from tests.factories.waving import (
    CLIENT,
    WAREHOUSE,
    add,
    note,
    orders_in,
    plan,
    published,
    queue,
    release,
    remove,
)
from tests.orders.splitting import BACKORDER, PARTIAL, keep
from tests.support.api import Api, make_site
from tests.support.races import at_once
from tests.waving.test_subscribers import deliver_orders
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import Milestone, ReceiveOrder, RecordProgress
from wms.orders.services.receive_order import receive_order
from wms.platform.ids import new_id
from wms.waving import facade as waving
from wms.waving.contracts import (
    KeptLine,
    NoteSplit,
    NoteTaskEnded,
    QueueOrder,
    Wave,
    WaveLine,
    WithdrawOrder,
)
from wms.waving.domain.splits import fewest, what_is_left
from wms.waving.models import Candidate, WavingOutbox
from wms.waving.selectors.waves import get_wave
from wms.waving.services.note_split import note_split
from wms.waving.services.note_task_ended import note_task_ended

pytestmark = pytest.mark.django_db
kept_units = st.dictionaries(st.integers(1, 4), st.integers(0, 5))


def split(order_id: OrderId, **kept: int) -> None:
    """Say that an order keeps so many units of lines, like ``line_2=1``."""
    lines = tuple(
        KeptLine(line_no=int(name.removeprefix("line_")), quantity=units)
        for name, units in kept.items()
    )
    note_split(NoteSplit(order_id=order_id, lines=lines))


def counted(order_id: OrderId) -> tuple[int, int]:
    candidate = Candidate.objects.get(order_id=order_id)
    held = [WaveLine(**line) for line in candidate.lines]
    assert (len(held), sum(line.quantity for line in held)) == (
        candidate.line_count,
        candidate.unit_count,
    )
    return candidate.line_count, candidate.unit_count


def wave_counts(wave: Wave) -> tuple[int, int, int]:
    now = get_wave(wave_id=wave.wave_id)
    assert now.wave.line_count == sum(order.lines for order in now.orders)
    assert now.wave.unit_count == sum(order.units for order in now.orders)
    return now.wave.order_count, now.wave.line_count, now.wave.unit_count


@given(told=st.lists(kept_units, max_size=4), data=st.data())
def test_the_order_and_number_of_splits_do_not_matter(told, data):
    lines = [WaveLine(line_no=number, sku="BOLT", quantity=3) for number in (1, 2, 3, 4)]
    shuffled = data.draw(st.permutations(told + told))
    at_last: dict[int, int] = {}
    late: dict[int, int] = {}
    for each in told:
        at_last = fewest(at_last, each)
    for each in shuffled:
        late = fewest(late, each)

    assert late == at_last
    left = what_is_left(lines, at_last)
    assert all(0 < line.quantity <= at_last.get(line.line_no, 3) for line in left)
    assert {line.line_no for line in lines} - {line.line_no for line in left} == {
        line_no for line_no, units in at_last.items() if not units
    }


def test_a_candidate_counts_what_is_left():
    order = queue(lines=3)

    split(order, line_1=0, line_2=1)
    split(order, line_1=0, line_2=1)

    assert counted(order) == (2, 3)
    assert published() == []


def test_a_late_split_gives_nothing_back():
    order = queue(lines=2)
    split(order, line_1=0)

    split(order, line_1=1)

    assert counted(order) == (1, 2)


def test_a_wave_takes_as_many_orders_as_fit_with_what_is_left():
    whole, reduced, last = queue(lines=2), queue(lines=3), queue(lines=2)
    split(reduced, line_1=0, line_2=0)

    wave = plan(max_lines=5)

    assert orders_in(wave) == [whole, reduced, last]
    assert wave_counts(wave) == (3, 5, 10)


def test_a_planned_wave_counts_what_is_left_of_its_orders():
    order, other = queue(lines=3), queue(lines=1)
    wave = plan()
    before = published()

    split(order, line_3=1)
    split(order, line_1=0)
    split(order, line_1=0, line_3=1)

    assert wave_counts(wave) == (2, 3, 5)
    assert published() == before
    remove(wave, order)
    assert wave_counts(wave) == (1, 1, 2)
    add(wave, order)
    assert wave_counts(wave) == (2, 3, 5)
    remove(wave, other)
    release(wave)
    told = WavingOutbox.objects.get(event_type="wms.wave.released").data
    assert told.count('"line_no":') == 2
    assert '"quantity":1' in told


def test_a_released_wave_stays_as_it_went_to_the_floor():
    order = queue(lines=3)
    wave = plan()
    release(wave)
    before = published()

    split(order, line_1=0)

    assert wave_counts(wave) == (1, 3, 6)
    note_task_ended(NoteTaskEnded(wave_id=wave.wave_id, order_id=order))
    split(order, line_2=0)
    assert wave_counts(wave) == (1, 3, 6)
    assert published()[: len(before)] == before


def test_the_next_round_of_such_an_order_counts_what_is_left():
    order = queue(lines=3)
    release(plan())
    split(order, line_1=0)
    waving.withdraw_order(WithdrawOrder(order_id=order, reason="undone"))

    waving.queue_order(QueueOrder(order_id=order, round_no=2))

    assert wave_counts(plan()) == (1, 2, 4)


def test_a_split_that_comes_before_the_order_is_counted_when_it_comes():
    early, queued, withdrawn = (OrderId(new_id()) for _ in range(3))
    waving.queue_order(QueueOrder(order_id=queued))
    waving.withdraw_order(WithdrawOrder(order_id=withdrawn, reason="not wanted"))
    for order in (early, queued, withdrawn):
        split(order, line_1=0)
    assert Candidate.objects.get(order_id=early).state == "heard_of"

    for order in (early, queued, withdrawn):
        note(order_id=order, lines=3)

    assert [counted(order) for order in (early, queued, withdrawn)] == [(2, 4)] * 3
    states = [Candidate.objects.get(order_id=order).state for order in (early, queued, withdrawn)]
    assert states == ["noted", "plannable", "out"]
    waving.queue_order(QueueOrder(order_id=early))
    assert wave_counts(plan()) == (2, 4, 8)


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize(("policy", "known"), [(BACKORDER, 2), (PARTIAL, 1)])
def test_events_of_orders_are_handled_in_whichever_order(policy, known, shuffled):
    order = receive_order(
        ReceiveOrder(
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            order=new_order(5, 3, shipping_policy=policy),
            actor="user:7",
        )
    )
    keep(order, 2)
    orders.record_progress(RecordProgress(order_id=order.order_id, milestone=Milestone.RESERVED))

    deliver_orders(shuffled=shuffled)

    assert counted(order.order_id) == (1, 2)
    assert Candidate.objects.get(order_id=order.order_id).state == "plannable"
    assert Candidate.objects.count() == known
    children = Candidate.objects.exclude(order_id=order.order_id)
    assert [(child.line_count, child.unit_count) for child in children] == [(2, 6)] * (known - 1)


@pytest.mark.django_db(transaction=True)
def test_a_split_and_planning_at_once_agree():
    for _round in range(10):
        order = queue(lines=3)

        wave, _none = at_once([partial(plan, order), partial(split, order, line_1=0, line_2=1)])

        assert isinstance(wave, Wave)
        assert wave_counts(wave) == (1, 2, 3)


def test_over_http_a_wave_shows_what_is_left():
    site = make_site()
    order = queue(lines=3, warehouse_id=site.warehouse_id, client_id=site.client_id)
    api = Api("supervisor")
    made = api.post("/api/v1/waves", {})

    split(order, line_1=0, line_2=1)

    read = api.get(made.headers["Location"]).json()
    assert (read["wave"]["line_count"], read["wave"]["unit_count"]) == (2, 3)
    assert [(each["lines"], each["units"]) for each in read["orders"]] == [(2, 3)]
