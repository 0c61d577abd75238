"""Pick locations that are filled before they run empty."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from tests.factories.inventory import (
    allocating,
    put,
    register_location,
    register_sku,
    reserving,
)
from tests.factories.keeping import facing
from tests.inventory.reading import differences, on_hand, published
from tests.support.races import at_once
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.refusals import LocationNotFound, SkuNotFound
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.models import Location, MoveTask, PickFace
from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.claim_move_task import claim_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.contracts import (
    CancelMoveTask,
    Carried,
    ClaimMoveTask,
    CompleteMoveTask,
)
from wms.inventory.replenishment.commands import plan_replenishment as planning
from wms.inventory.replenishment.commands.plan_replenishment import plan_replenishment
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.contracts.levels import PlanReplenishment
from wms.inventory.replenishment.contracts.refusals import NotAPickLocation
from wms.inventory.replenishment.rules import wanted
from wms.inventory.work.contracts.tasks import MoveTaskId

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelves():
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE, pick_sequence=1)
    register_location("R-02", LocationKind.RESERVE, pick_sequence=2)
    register_sku()


def plan():
    page = plan_replenishment(PlanReplenishment(now=timezone.now()))
    return page.tasks, page.units


def tasks():
    rows = MoveTask.objects.described().order_by("id")
    return [
        (row.from_unit.location.code, row.from_unit.lot, str(row.to_location), row.quantity)
        for row in rows
    ]


def complete(task, quantity):
    task_id = MoveTaskId(task.id)
    claim_move_task(ClaimMoveTask(task_id=task_id, actor="mo"))
    carried = Carried(sku="BOLT-M8", from_location="R-01", to_location="A-01", quantity=quantity)
    complete_move_task(CompleteMoveTask(task_id=task_id, actor="mo", carried=carried))


def test_fills_up_to_the_maximum_what_is_below_the_minimum():
    put(4)
    put(100, location="R-01")
    set_pick_face(facing(5, 30))

    assert plan() == (1, 26)
    assert tasks() == [("R-01", "", "A-01", 26)]
    assert MoveTask.objects.get().kind == "replenishment"
    assert on_hand("A-01") == 4


def test_at_the_minimum_nothing_is_carried():
    put(5)
    put(100, location="R-01")
    set_pick_face(facing(5, 30))

    assert plan() == (0, 0)


def test_what_is_in_transit_is_not_asked_for_twice():
    put(100, location="R-01")
    set_pick_face(facing(5, 30))

    assert [plan(), plan()] == [(1, 30), (0, 0)]


def test_what_was_carried_is_there_and_what_was_cancelled_is_asked_for_again():
    put(100, location="R-01")
    set_pick_face(facing(5, 30))
    plan()
    complete(MoveTask.objects.get(), 30)
    after_carrying = plan()
    order = reserving(28)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))
    plan()
    second = MoveTask.objects.get(status="open")
    cancel_move_task(CancelMoveTask(task_id=MoveTaskId(second.id), reason="later", actor="user:7"))

    again = plan()

    assert after_carrying == (0, 0)
    assert (second.quantity, again) == (28, (1, 28))
    assert differences() == ()


def test_claimed_goods_are_as_good_as_gone():
    put(10)
    order = reserving(8)
    inventory.reserve_stock(order)
    inventory.allocate_stock(allocating(order))
    put(100, location="R-01")
    set_pick_face(facing(5, 30))

    assert plan() == (1, 28)


def test_what_expires_first_is_carried_first():
    put(20, location="R-01", lot="LATE", expires_on=date(2999, 1, 1))
    put(20, location="R-02", lot="SOON", expires_on=date(2998, 1, 1))
    set_pick_face(facing(5, 30))

    assert plan() == (2, 30)
    assert tasks() == [("R-02", "SOON", "A-01", 20), ("R-01", "LATE", "A-01", 10)]


def test_two_pick_faces_do_not_share_the_same_goods():
    register_location("A-02")
    put(40, location="R-01")
    set_pick_face(facing(5, 30))
    set_pick_face(facing(5, 30, "A-02"))

    assert plan() == (2, 40)
    assert tasks() == [("R-01", "", "A-01", 30), ("R-01", "", "A-02", 10)]
    assert plan() == (0, 0)


def test_takes_what_there_is_and_the_rest_when_it_comes():
    put(10, location="R-01")
    set_pick_face(facing(20, 30))
    first = plan()
    put(50, location="R-02")

    second = plan()

    assert (first, second) == ((1, 10), (1, 20))
    assert tasks() == [("R-01", "", "A-01", 10), ("R-02", "", "A-01", 20)]


@pytest.mark.parametrize("blocked", ["A-01", "R-01"])
def test_blocked_places_are_left_alone(blocked):
    put(100, location="R-01")
    set_pick_face(facing(5, 30))
    Location.objects.filter(code=blocked).update(is_blocked=True, blocked_for="person")

    assert plan() == (0, 0)


def test_pages_are_planned_one_after_another(monkeypatch):
    monkeypatch.setattr(planning, "PAGE", 2)
    for number in range(5):
        register_location(f"P-{number}")
        set_pick_face(facing(5, 10, f"P-{number}"))
    put(100, location="R-01")

    page = plan_replenishment(PlanReplenishment(now=timezone.now()))

    assert (page.faces, page.tasks, page.units, page.next) == (5, 5, 50, None)


def test_a_page_takes_as_many_queries_for_many_pick_faces(django_assert_max_num_queries):
    for number in range(30):
        register_location(f"P-{number}")
        set_pick_face(facing(5, 10, f"P-{number}"))
    put(1000, location="R-01")

    with django_assert_max_num_queries(14):
        plan()

    assert MoveTask.objects.count() == 30


def test_the_command_says_what_it_did():
    put(100, location="R-01")
    set_pick_face(facing(5, 30))
    said = StringIO()

    call_command("plan_replenishment", stdout=said)

    assert said.getvalue() == "1 pick faces: 1 tasks to carry 30 units\n"


def test_the_last_word_on_a_pick_face_holds():
    first = set_pick_face(facing(5, 30))
    last = set_pick_face(facing(0, 10))

    assert first.pick_face_id == last.pick_face_id
    assert (last.minimum, last.maximum, PickFace.objects.count()) == (0, 10, 1)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (facing(5, 30, "R-01"), NotAPickLocation),
        (facing(5, 30, "NOWHERE"), LocationNotFound),
        (facing(5, 30, sku="NUT"), SkuNotFound),
    ],
)
def test_refuses_places_that_are_not_picked_from(asked, refusal):
    with pytest.raises(refusal):
        set_pick_face(asked)

    assert PickFace.objects.count() == 0


def test_the_database_refuses_a_minimum_above_the_maximum():
    set_pick_face(facing(5, 30))

    with pytest.raises(IntegrityError, match="pick_face_has_a_minimum_not_above_its_maximum"):
        PickFace.objects.update(minimum=31)


@pytest.mark.parametrize(
    ("there", "in_transit", "units"), [(0, 0, 30), (4, 0, 26), (4, 1, 0), (0, 5, 0), (40, 0, 0)]
)
def test_how_much_is_wanted(there, in_transit, units):
    assert wanted(there=there, in_transit=in_transit, minimum=5, maximum=30) == units


@pytest.mark.django_db(transaction=True)
def test_plans_at_once_ask_once():
    put(1000, location="R-01")
    for number in range(5):
        register_location(f"P-{number}")
        set_pick_face(facing(5, 30, f"P-{number}"))

    answers = at_once([plan] * 8)

    assert sorted(map(str, answers)) == ["(0, 0)"] * 7 + ["(5, 150)"]
    assert published() == []
