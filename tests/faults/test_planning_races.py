"""Planning, releasing, withdrawing and changing waves at once: no deadlock, counts that agree."""

import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections
from django.utils import timezone

from tests.factories.waving import WAREHOUSE, plan, queue
from tests.support.database import connection
from tests.support.events import eventually
from tests.support.races import Task, answer_of, assert_gap_free, at_once
from wms.kernel.errors import DomainError
from wms.platform.transactions import transaction
from wms.waving import facade as waving
from wms.waving.contracts import (
    AddOrders,
    CancelWave,
    NewWave,
    PlanWave,
    QueueOrder,
    ReleaseDueWaves,
    ReleaseWave,
    RemoveOrder,
    RoundClosed,
    WaveEmpty,
    WithdrawOrder,
)
from wms.waving.models import Candidate, Wave, WaveOrder, WaveTemplate
from wms.waving.services.add_orders import add_orders
from wms.waving.services.cancel_wave import cancel_wave
from wms.waving.services.locks import lock_planning
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.release_due_waves import release_due_waves
from wms.waving.services.release_wave import release_wave
from wms.waving.services.remove_order import remove_order

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = 60


def withdrawing(order_id):
    return partial(
        waving.withdraw_order, WithdrawOrder(order_id=order_id, reason="cancelled", round_no=1)
    )


def planning(**changes):
    wave = NewWave(max_orders=7, max_lines=100, **changes)
    return partial(plan_wave, PlanWave(warehouse_id=WAREHOUSE, wave=wave, actor="sue"))


def counts_agree():
    for wave in Wave.objects.exclude(status="cancelled"):
        held = WaveOrder.objects.filter(wave=wave).held()
        assert wave.order_count == held.count()
        assert wave.done_count == held.filter(is_done=True).count()
    active = WaveOrder.objects.filter(is_active=True)
    assert sorted(active.values_list("order_id", flat=True)) == sorted(
        Candidate.objects.filter(state="planned").values_list("order_id", flat=True)
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_plan_against_withdraw(seed):
    order_ids = [queue() for _order in range(ORDERS)]
    tasks: list[Task] = [withdrawing(order_id) for order_id in order_ids] * 2
    tasks += [planning()] * 20
    random.Random(seed).shuffle(tasks)

    answers = at_once(tasks)

    refused = {type(each) for each in answers if isinstance(each, DomainError)}
    assert refused <= {WaveEmpty}
    assert set(Candidate.objects.values_list("state", flat=True)) == {"out"}
    assert not WaveOrder.objects.filter(is_active=True).exists()
    for order_id in order_ids:
        late = partial(waving.queue_order, QueueOrder(order_id=order_id))
        assert isinstance(answer_of(late), RoundClosed)
    assert isinstance(answer_of(planning()), WaveEmpty)
    counts_agree()
    assert_gap_free()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everything_that_can_happen_to_waves_at_once(seed):
    chance = random.Random(seed)
    order_ids = [queue() for _order in range(ORDERS)]
    waves = [plan(*order_ids[first : first + 4]).wave_id for first in range(0, 40, 4)]
    WaveTemplate.objects.create(
        name="now", warehouse_id=WAREHOUSE, max_orders=5, max_lines=50, release_policy="scheduled"
    )
    tasks: list[Task] = []
    for wave_id in waves:
        some = tuple(chance.sample(order_ids, 3))
        tasks += [
            partial(add_orders, AddOrders(wave_id=wave_id, order_ids=some, actor="user:7")),
            partial(
                remove_order,
                RemoveOrder(wave_id=wave_id, order_id=chance.choice(order_ids), actor="user:7"),
            ),
        ]
        ending = chance.choice(
            [
                partial(release_wave, ReleaseWave(wave_id=wave_id, actor="sue")),
                partial(
                    cancel_wave,
                    CancelWave(wave_id=wave_id, reason="no truck", actor="user:7"),
                ),
            ]
        )
        tasks += [ending] * 2
    tasks += [withdrawing(order_id) for order_id in chance.sample(order_ids, 20)]
    tasks += [planning()] * 5
    tasks += [planning(release_at=timezone.now())] * 5
    tasks += [partial(release_due_waves, ReleaseDueWaves(now=timezone.now()))] * 10
    chance.shuffle(tasks)

    at_once(tasks)

    counts_agree()
    assert_gap_free()


def test_the_schedule_and_somebody_who_adds_orders_wait_in_one_order():
    WaveTemplate.objects.create(name="late", warehouse_id=WAREHOUSE, max_orders=50, max_lines=500)
    due = NewWave(max_orders=5, max_lines=50, order_ids=(queue(),), release_at=timezone.now())
    wave = plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=due, actor="sue"))
    adding = AddOrders(wave_id=wave.wave_id, order_ids=(queue(),), actor="user:7")
    releasing = ReleaseDueWaves(now=timezone.now())

    with ThreadPoolExecutor(2) as pool:
        with transaction:
            lock_planning(WAREHOUSE)
            added = pool.submit(closing, partial(add_orders, adding))
            eventually(lambda: waiting_for_planning() == 1)
            released = pool.submit(closing, partial(release_due_waves, releasing))
            eventually(lambda: waiting_for_planning() == 2)
        assert added.result(timeout=20).order_count == 2
        assert released.result(timeout=20) == (wave.wave_id,)

    counts_agree()
    assert_gap_free()


def closing(task):
    try:
        return task()
    finally:
        connections.close_all()


def waiting_for_planning():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0]
