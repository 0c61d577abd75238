"""Somebody who plans, and robots that walk, for as long as they are let."""

from functools import partial
from threading import Event as Flag

from tests.factories.inventory import CLIENT, WAREHOUSE
from tests.support.races import answer_of
from wms.kernel.errors import DomainError
from wms.kernel.pages import PageRequest
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PickTaskFilter,
    PickTaskStatus,
    PickTaskTaken,
    StartPickTask,
)
from wms.picking.selectors.tasks import list_pick_tasks
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task
from wms.waving.contracts import NewWave, PlanWave, ReleaseWave, WaveEmpty
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.release_wave import release_wave

BREATH_SECONDS = 0.01
BETWEEN_WAVES_SECONDS = 0.3


def plan(stop: Flag):
    """Release waves of what waits."""
    wave = NewWave(max_orders=20, max_lines=60)
    while not stop.is_set():
        try:
            planned = plan_wave(PlanWave(warehouse_id=WAREHOUSE, wave=wave, actor="sue"))
        except WaveEmpty:
            stop.wait(BETWEEN_WAVES_SECONDS)
        else:
            release_wave(ReleaseWave(wave_id=planned.wave_id, actor="sue"))


def robot(name):
    """Return an actor that walks every task it can claim."""
    waiting = PickTaskFilter(status=(PickTaskStatus.OPEN,))

    def act(stop: Flag):
        while not stop.is_set():
            page = list_pick_tasks(client_id=CLIENT, filters=waiting, page=PageRequest())
            for found in page.results:
                answer = answer_of(partial(walk, name, found.task_id))
                assert not isinstance(answer, DomainError) or isinstance(answer, PickTaskTaken)
            stop.wait(BREATH_SECONDS)

    return act


def walk(name, task_id):
    claim_pick_task(ClaimPickTask(task_id=task_id, actor=name))
    task = start_pick_task(StartPickTask(task_id=task_id, actor=name))
    picks = tuple(
        Pick(
            allocation_id=line.allocation_id,
            location=line.location,
            sku=line.sku,
            quantity=line.quantity,
        )
        for line in task.lines
    )
    confirm_picks(ConfirmPicks(task_id=task_id, actor=name, picks=picks))
    complete_pick_task(CompletePickTask(task_id=task_id, actor=name))
