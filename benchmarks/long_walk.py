"""Confirming stops of a long walk, against as many of a short one."""

import time
from statistics import median
from uuid import uuid4

import benchmarks.ready  # noqa: F401 - before the models
from benchmarks.figures import Figure
from benchmarks.goods import CLIENT, WAREHOUSE, settle
from wms.inventory.contracts import Place
from wms.kernel.ids import OrderId
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    ConfirmPicks,
    Pick,
    PlacePickTask,
    StartPickTask,
)
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task

LONG, SHORT = 8_000, 500
AT_ONCE = 500
TRIES = 9
WORKER = "bench"


def measure(part: float) -> list[Figure]:
    """Return the milliseconds of confirming 500 stops, of a walk of 8,000 and of one of 500.

    ``part`` of the usual stops are in each walk, and are confirmed at once.
    """
    at_once = round(AT_ONCE * part)
    walks = [(size, _started(round(size * part), at_once)) for size in (LONG, SHORT) * TRIES]
    settle()
    # Turn by turn, so that both meet the same machine.
    taken: dict[int, list[float]] = {LONG: [], SHORT: []}
    for size, picks in walks:
        begun = time.perf_counter()
        confirm_picks(picks)
        taken[size].append(time.perf_counter() - begun)
    long, short = (1_000 * median(taken[size]) for size in (LONG, SHORT))
    name = f"{at_once} stops of a walk of {round(LONG * part):,}"
    return [Figure(name, long, "ms", f"of a walk of {round(SHORT * part):,}", short)]


def _started(stops: int, at_once: int) -> ConfirmPicks:
    """Make a walk of so many stops, begin it, and return what is scanned at the first of them."""
    places = tuple(
        Place(
            allocation_id=uuid4(),
            line_no=1,
            sku="BENCH-1",
            location=f"B-{number}",
            pick_sequence=number,
            lot="",
            quantity=1,
        )
        for number in range(stops)
    )
    command = PlacePickTask(
        order_id=OrderId(uuid4()), client_id=CLIENT, warehouse_id=WAREHOUSE, places=places
    )
    task = picking.place_pick_task(command)
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=WORKER))
    start_pick_task(StartPickTask(task_id=task.task_id, actor=WORKER))
    picks = tuple(
        Pick(allocation_id=each.allocation_id, location=each.location, sku=each.sku, quantity=1)
        for each in task.lines[:at_once]
    )
    return ConfirmPicks(task_id=task.task_id, actor=WORKER, picks=picks)
