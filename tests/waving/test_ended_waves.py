"""Waves that end before they are released: they go on saying what was in them."""

from functools import partial

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.factories.waving import (
    add,
    cancel,
    orders_in,
    plan,
    published,
    queue,
    release,
    remove,
)
from tests.support.races import assert_gap_free, at_once
from wms.kernel.ids import OrderId
from wms.waving import facade as waving
from wms.waving.contracts import (
    OrderNotInWave,
    Wave,
    WaveDetail,
    WaveNotOpen,
    WaveStatus,
    WithdrawOrder,
)
from wms.waving.models import Wave as WaveRow
from wms.waving.models import WaveOrder
from wms.waving.selectors.waves import get_wave

pytestmark = pytest.mark.django_db


def withdraw(order: OrderId) -> None:
    waving.withdraw_order(WithdrawOrder(order_id=order, reason="no longer wanted"))


def look_at(wave: Wave) -> WaveDetail:
    return get_wave(wave_id=wave.wave_id)


def test_a_cancelled_wave_keeps_the_list_of_what_was_in_it():
    urgent, other, left = queue(priority_rank=0), queue(), queue()
    wave = plan()
    remove(wave, left)

    cancel(wave)
    again = plan(urgent, other)

    seen = look_at(wave)
    assert [each.order_id for each in seen.orders] == [urgent, other]
    assert (seen.wave.order_count, seen.wave.reason) == (2, "no truck")
    assert [(each.order_id, each.left_because) for each in seen.former_orders] == [
        (left, "taken out")
    ]
    assert waving.get_queued_order(order_id=urgent).wave_id == again.wave_id


def test_a_wave_that_was_cancelled_counts_for_nobody_as_his_wave():
    order = queue()
    wave = plan()

    cancel(wave)

    assert waving.get_queued_order(order_id=order).wave_id is None
    with pytest.raises(WaveNotOpen):
        remove(wave, order)


@pytest.mark.parametrize(
    ("go", "why"),
    [
        (remove, "taken out"),
        (lambda _wave, order: withdraw(order), "no longer wanted"),
    ],
)
def test_a_wave_emptied_of_all_orders_is_cancelled(go, why):
    first, last = queue(), queue()
    wave = plan()
    remove(wave, first)
    assert look_at(wave).wave.status is WaveStatus.PLANNED

    go(wave, last)

    seen = look_at(wave)
    assert (seen.wave.status, seen.wave.order_count) == (WaveStatus.CANCELLED, 0)
    assert seen.wave.reason == "its last order left"
    assert published()[3:] == [("order-removed", 4), ("order-removed", 5), ("cancelled", 6)]
    assert seen.orders == ()
    assert [(each.order_id, each.left_because) for each in seen.former_orders] == [
        (first, "taken out"),
        (last, why),
    ]
    assert all(each.left_at is not None for each in seen.former_orders)


def test_a_wave_that_was_emptied_takes_no_orders():
    order = queue()
    wave = plan()
    remove(wave, order)
    before = published()

    with pytest.raises(WaveNotOpen):
        add(wave, order)

    assert published() == before


def test_an_order_that_came_back_did_not_leave():
    order, other = queue(), queue()
    wave = plan()
    remove(wave, order)

    add(wave, order)

    assert set(orders_in(wave)) == {order, other}
    assert look_at(wave).former_orders == ()


def test_what_a_released_wave_worked_on_did_not_leave():
    order = queue()
    wave = plan()
    release(wave)

    withdraw(order)

    seen = look_at(wave)
    assert (seen.wave.status, seen.former_orders) == (WaveStatus.COMPLETED, ())
    assert [(each.order_id, each.is_done) for each in seen.orders] == [(order, True)]
    with pytest.raises(OrderNotInWave):
        remove(wave, queue())


def test_the_database_knows_no_wave_that_waits_without_orders():
    queue()
    wave = plan()

    with pytest.raises(IntegrityError, match="wave_without_orders_waits_for_nothing"):
        WaveRow.objects.filter(id=wave.wave_id).update(order_count=0)


def test_the_database_knows_no_order_that_left_and_is_in_its_wave():
    queue()
    plan()

    with pytest.raises(IntegrityError, match="wave_order_that_left_is_neither_active_nor_done"):
        WaveOrder.objects.update(left_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_left_by_all_at_once_a_wave_is_cancelled_once():
    orders = [queue() for _ in range(8)]
    wave = plan()

    at_once([partial(withdraw, order) for order in orders], connections=8)

    assert look_at(wave).wave.status is WaveStatus.CANCELLED
    assert [what for what, _ in published()].count("cancelled") == 1
    assert len(look_at(wave).former_orders) == 8
    assert_gap_free()
