"""Commands on one pick task that arrive at once: one effect, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.picking import cancelling, new_order, placing, preparing, published, task_of
from tests.support.database import connection
from wms.picking import facade as picking
from wms.picking.contracts import PickRoundClosed, PickTaskStatus, PrepareWave
from wms.picking.models import PickingOutbox
from wms.picking.services.prepare_wave import prepare_wave

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def at_once(*calls):
    """Make calls at once; those that meet a closed round are refused."""

    def make(call):
        try:
            call()
        except PickRoundClosed:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(make, calls))


@pytest.mark.parametrize("starts_first", ["wave", "places"])
def test_wave_and_places_make_one_task(starts_first):
    for _ in range(ROUNDS):
        order_id = new_order()
        wave, places = preparing(order_id), placing(order_id)
        calls = [
            lambda wave=wave: prepare_wave(PrepareWave(tasks=(wave,))),
            lambda places=places: picking.place_pick_task(places),
        ] * 2

        assert all(at_once(*(calls if starts_first == "wave" else calls[::-1])))

        task = task_of(order_id)
        assert (task.status, task.wave_id, task.version) == (PickTaskStatus.OPEN, wave.wave_id, 1)
        assert [line.allocation_id for line in task.lines] == [places.places[0].allocation_id]
        assert published(task.task_id) == [("task-created", 1)]


@pytest.mark.parametrize("starts_first", ["cancel", "places"])
def test_a_cancel_beside_the_making_is_published_to_the_wave_once(starts_first):
    for _ in range(ROUNDS):
        order_id = new_order()
        wave, places = preparing(order_id), placing(order_id)
        calls = [
            lambda order_id=order_id: picking.cancel_pick_task(cancelling(order_id)),
            lambda wave=wave: prepare_wave(PrepareWave(tasks=(wave,))),
            lambda places=places: picking.place_pick_task(places),
        ]

        at_once(*(calls if starts_first == "cancel" else calls[::-1]))

        task = task_of(order_id)
        told = published(task.task_id)
        assert (task.status, task.wave_id) == (PickTaskStatus.CANCELLED, wave.wave_id)
        assert [sequence for _, sequence in told] == list(range(1, task.version + 1))
        ends = PickingOutbox.objects.filter(
            subject=task.task_id, event_type="wms.picking.task-cancelled"
        )
        of_wave = [each for each in ends if f'"wave_id":"{wave.wave_id}"' in each.data]
        assert [each.sequence for each in of_wave] == [task.version]
