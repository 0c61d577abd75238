"""Cartons hold what was picked, never more, and each is sealed once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest
from django.db import IntegrityError
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.packing import (
    LINES,
    WORKER,
    carton,
    creating,
    new_order,
    open_task,
    packed_task,
    published,
    sealing,
    started_task,
)
from tests.support.database import connection
from wms.packing import facade as packing
from wms.packing.contracts import (
    Carton,
    CartonDiffers,
    OverPack,
    PackLine,
    PackTaskNotReady,
    PackTaskTaken,
    StartPackTask,
    WeightMissing,
)
from wms.packing.domain.contents import fit, merged
from wms.packing.selectors.tasks import get_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task

pytestmark = pytest.mark.django_db
BOLTS, NUTS = LINES


def test_a_sealed_carton_stands_on_its_task():
    task = started_task()

    after = seal_carton(sealing(task, carton(NUTS, replace(BOLTS, quantity=2))))

    (box,) = after.cartons
    assert box == Carton(
        carton_id=box.carton_id,
        carton_no=1,
        weight_grams=800,
        length_mm=300,
        width_mm=200,
        height_mm=100,
        lines=(replace(BOLTS, quantity=2), NUTS),
    )
    assert (after.version, published(task.task_id)[2:]) == (3, [("package-sealed", 3)])


def test_the_same_carton_again_is_answered_as_before():
    task = started_task()
    after = seal_carton(sealing(task, carton(NUTS, BOLTS)))

    assert seal_carton(sealing(task, carton(BOLTS, NUTS))) == after
    for other in (carton(BOLTS), carton(weight_grams=801), replace(carton(), height_mm=0)):
        with pytest.raises(CartonDiffers):
            seal_carton(sealing(task, other))
    assert get_pack_task(task_id=task.task_id) == after
    assert published(task.task_id)[2:] == [("package-sealed", 3)]


@pytest.mark.parametrize(
    "contents",
    [
        (replace(BOLTS, quantity=6),),
        (replace(BOLTS, quantity=3), replace(BOLTS, quantity=3)),
        (replace(BOLTS, line_no=3),),
        (replace(BOLTS, sku="NUT-M8"),),
        (NUTS, replace(BOLTS, quantity=6)),
    ],
)
def test_more_than_was_picked_does_not_go_in(contents):
    task = started_task()

    with pytest.raises(OverPack):
        seal_carton(sealing(task, carton(*contents)))

    assert get_pack_task(task_id=task.task_id) == task
    assert published(task.task_id) == [("task-created", 1), ("task-started", 2)]


def test_units_of_one_carton_are_not_left_for_the_next():
    task = started_task()
    after = seal_carton(sealing(task, carton(replace(BOLTS, quantity=3))))

    with pytest.raises(OverPack, match="3 units of BOLT-M8 for line 1 are more than the 2 left"):
        seal_carton(sealing(task, carton(replace(BOLTS, quantity=3), carton_no=2)))

    assert get_pack_task(task_id=task.task_id) == after


def test_a_carton_has_a_weight():
    task = started_task()

    with pytest.raises(WeightMissing):
        seal_carton(sealing(task, carton(weight_grams=0)))

    assert get_pack_task(task_id=task.task_id) == task


def test_only_a_started_task_of_the_worker_takes_cartons():
    waiting, started, done = open_task(), started_task(), packed_task()

    with pytest.raises(PackTaskNotReady):
        seal_carton(sealing(waiting, carton()))
    with pytest.raises(PackTaskTaken):
        seal_carton(replace(sealing(started, carton()), actor="bob"))
    with pytest.raises(PackTaskNotReady):
        seal_carton(sealing(done, carton(carton_no=2)))

    assert seal_carton(sealing(done, carton())) == done
    for task in (waiting, started, done):
        assert get_pack_task(task_id=task.task_id) == task


@pytest.mark.django_db(transaction=True)
def test_the_same_carton_sealed_at_once_is_one_carton():
    task = started_task()

    def seal(_: int) -> int:
        try:
            return len(seal_carton(sealing(task, carton(BOLTS))).cartons)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(seal, range(8))) == [1] * 8
    assert published(task.task_id)[2:] == [("package-sealed", 3)]


@dataclass
class Line:
    line_no: int
    sku: str
    quantity: int
    packed: int


lines = st.lists(
    st.builds(
        lambda line_no, left, packed: Line(line_no, "BOLT", left + packed, packed),
        st.integers(1, 3),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    unique_by=lambda line: line.line_no,
)
contents = st.lists(
    st.builds(PackLine, line_no=st.integers(1, 3), sku=st.just("BOLT"), quantity=st.integers(0, 5)),
    max_size=4,
)


@given(task=lines, wanted=contents)
def test_everything_fits_or_nothing_is_taken(task, wanted):
    asked = Counter[int]()
    for line in wanted:
        asked[line.line_no] += line.quantity
    left = {line.line_no: line.quantity - line.packed for line in task}

    if any(units > left.get(line_no, 0) for line_no, units in asked.items() if units):
        with pytest.raises(OverPack):
            fit(wanted, task)
        return
    taken = Counter({line.line_no: units for line, units in fit(wanted, task)})
    assert taken == Counter({line_no: units for line_no, units in asked.items() if units})
    assert merged(merged(wanted)) == merged(wanted)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("never_packed_more_than_picked", "packing.pack_task_lines SET packed = quantity + 1"),
        (
            "pack_line_is_for_at_least_one_unit",
            "packing.pack_task_lines SET packed = 0, quantity = 0",
        ),
        ("carton_weighs_at_least_one_gram", "packing.cartons SET weight_grams = 0"),
        ("carton_line_is_for_at_least_one_unit", "packing.carton_lines SET quantity = 0"),
        ("started_pack_task_has_a_worker", "packing.pack_tasks SET worker = ''"),
        ("pack_task_status_is_known", "packing.pack_tasks SET status = 'lost'"),
    ],
)
def test_the_database_refuses_what_cannot_be(constraint, change):
    task = started_task()
    seal_carton(sealing(task, carton(replace(BOLTS, quantity=1))))

    with pytest.raises(IntegrityError, match=constraint), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change}")


def test_the_hundredth_carton_costs_as_much_as_the_first():
    line = replace(BOLTS, quantity=100)
    task = packing.create_pack_task(creating(new_order(), line))
    start_pack_task(StartPackTask(task_id=task.task_id, actor=WORKER))

    def seal(carton_no: int) -> tuple[int, int]:
        box = carton(replace(BOLTS, quantity=1), carton_no=carton_no)
        with CaptureQueriesContext(connection) as queries:
            answer = seal_carton(sealing(task, box))
        return len(queries), len(answer.cartons)

    costs = [seal(carton_no) for carton_no in range(1, 101)]

    assert set(costs) == {(costs[0][0], 1)}
    cartons = get_pack_task(task_id=task.task_id).cartons
    assert [box.carton_no for box in cartons] == list(range(1, 101))
