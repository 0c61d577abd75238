"""Goods that come to a dock are put away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    put,
    receiving,
    register_location,
    register_sku,
)
from tests.factories.tasks import WORKER, carrying, claim, open_task
from tests.inventory.reading import differences, on_hand, totals
from wms.inventory import facade as inventory
from wms.inventory.catalogue.commands.register_location import (
    register_location as register_this_location,
)
from wms.inventory.catalogue.contracts.catalogue import NewLocation, RegisterLocation
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import MoveTaskFilter, MoveTaskKind
from wms.inventory.models import Location, MoveTask, PickFace, Sku
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceiptLine
from wms.kernel.pages import PageRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    register_sku()
    register_location("DOCK", LocationKind.DOCK)


def line(quantity, **properties):
    return NewReceiptLine(
        **({"sku": "BOLT-M8", "location": "DOCK", "quantity": quantity} | properties)
    )


def tasks():
    page = inventory.list_move_tasks(
        client_id=CLIENT,
        filters=MoveTaskFilter(kind=(MoveTaskKind.PUT_AWAY,)),
        page=PageRequest(),
    )
    return [(each.sku, each.lot, each.quantity, each.to_location) for each in page.results][::-1]


def test_every_line_at_a_dock_gets_a_task_and_no_other():
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE, 5)
    register_sku("NUT-M8")
    request = receiving(line(3, location="A-01"), line(10, lot="L1"), line(4, sku="NUT-M8"))

    for _time in range(2):
        receive_stock(request)

    assert tasks() == [("BOLT-M8", "L1", 10, "R-01"), ("NUT-M8", "", 4, None)]


def test_a_completed_put_away_makes_its_goods_available_to_promise():
    register_location("A-01")
    receive_stock(receiving(line(10)))
    assert totals() == (0, 0, 0)
    task = get_move_task(task_id=MoveTask.objects.get().id)

    claim(task)
    done = complete_move_task(carrying(task))

    assert (done.to_location, done.worker) == ("A-01", WORKER)
    assert (on_hand("DOCK"), on_hand("A-01"), totals()) == (0, 10, (10, 0, 0))
    assert differences() == ()


def test_goods_join_their_like():
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE)
    put(1, location="R-01", lot="L1")

    receive_stock(receiving(line(10, lot="L1"), line(10, lot="L2")))

    assert tasks() == [("BOLT-M8", "L1", 10, "R-01"), ("BOLT-M8", "L2", 10, "A-01")]


@pytest.mark.damaged_books
def test_a_blocked_place_is_never_suggested():
    register_location("A-01")
    register_location("A-02", pick_sequence=9)
    put(1, location="A-01")
    Location.objects.filter(code="A-01").update(is_blocked=True, blocked_for="person")

    receive_stock(receiving(line(10)))

    assert [place for *_rest, place in tasks()] == ["A-02"]


def test_goods_do_not_go_where_others_are_on_their_way():
    register_location("A-01")
    register_location("A-02", pick_sequence=1)
    receive_stock(receiving(line(1, lot="L1")))

    receive_stock(receiving(line(1, lot="L2")))

    assert [place for *_rest, place in tasks()] == ["A-01", "A-02"]


def test_a_place_takes_as_much_as_there_is_room_for():
    for code, room in (("R-01", 9), ("R-02", 15)):
        place = NewLocation(code=code, kind=LocationKind.RESERVE, max_units=room)
        register_this_location(
            RegisterLocation(warehouse_id=WAREHOUSE, location=place, actor="user:7")
        )

    receive_stock(receiving(line(10, lot="L1"), line(5, lot="L2"), line(4, lot="L3")))
    receive_stock(receiving(line(5, lot="L4")))

    assert [place for *_rest, place in tasks()] == ["R-02", "R-01", "R-01", "R-02"]


def test_a_pick_face_is_for_its_sku_up_to_its_maximum():
    register_sku("NUT-M8")
    register_location("A-01")
    register_location("R-01", LocationKind.RESERVE)
    PickFace.objects.create(
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        sku=Sku.objects.get(code="NUT-M8"),
        location=Location.objects.get(code="A-01"),
        minimum=2,
        maximum=8,
    )

    receive_stock(receiving(line(5), line(8, sku="NUT-M8"), line(1, sku="NUT-M8")))

    assert [place for *_rest, place in tasks()] == ["R-01", "A-01", None]


def test_expired_goods_are_put_in_quarantine():
    register_location("A-01")
    register_location("Q-01", LocationKind.QUARANTINE)
    yesterday = timezone.now().date() - timedelta(days=1)

    receive_stock(receiving(line(5, lot="OLD", expires_on=yesterday)))

    assert tasks() == [("BOLT-M8", "OLD", 5, "Q-01")]


def test_goods_that_lie_elsewhere_ask_for_nothing():
    register_location("R-01", LocationKind.RESERVE)

    put(5, location="R-01")

    assert tasks() == []
    assert open_task(1, source="R-01").number


def test_a_long_receipt_takes_few_queries(django_assert_max_num_queries):
    for number in range(30):
        register_location(f"R-{number:02}", LocationKind.RESERVE, number)
    request = receiving(*(line(1, lot=f"L{number}") for number in range(25)))

    with django_assert_max_num_queries(50):
        receive_stock(request)

    assert [place for *_rest, place in tasks()] == [f"R-{number:02}" for number in range(25)]
