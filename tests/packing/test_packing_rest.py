"""Packing as a robot at a bench sees it: HTTP only."""

from dataclasses import replace

import pytest

from tests.factories.packing import creating, new_order, published
from tests.support.api import Api, make_site
from wms.packing import facade as packing
from wms.packing.models import PackingOutbox
from wms.packing.selectors.tasks import get_pack_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
URL = "/api/v1/pack-tasks"
BOLTS = {"line_no": 1, "sku": "bolt-m8", "quantity": 5}
NUTS = {"line_no": 2, "sku": "NUT-M8", "quantity": 4}
BOX = {"carton_no": 1, "weight_grams": 800, "lines": [BOLTS, NUTS]}


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def ann(site):
    return Api("packer", name="ann")


@pytest.fixture
def task(site):
    command = replace(
        creating(new_order()), client_id=site.client_id, warehouse_id=site.warehouse_id
    )
    return packing.create_pack_task(command)


def at(task, *more):
    return "/".join([URL, str(task.task_id), *more])


def line(**changes):
    return {"lines": [BOLTS | changes]}


def test_an_order_from_the_list_into_its_carton(ann, task):
    (found,) = ann.get(URL, {"status": "open"}).json()["results"]
    assert (found["number"], found["order_number"]) == (task.number, "O-000007")

    started = ann.post(at(task, "start"))
    sealed = ann.post(at(task, "cartons"), BOX)
    done = ann.post(at(task, "complete"))

    assert [each.status_code for each in (started, sealed, done)] == [200, 201, 200]
    assert (started.json()["status"], started.json()["worker"]) == ("in_progress", ann.actor)
    assert (done.json()["status"], done.json()["version"]) == ("packed", 4)
    (box,) = done.json()["cartons"]
    assert (box["weight_grams"], box["lines"]) == (
        800,
        [
            {"line_no": 1, "sku": "BOLT-M8", "quantity": 5},
            {"line_no": 2, "sku": "NUT-M8", "quantity": 4},
        ],
    )
    assert ann.get(at(task)).json() == done.json()
    assert ann.post(at(task, "cartons"), BOX).json() == done.json()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"weight_grams": 0}, 400, "invalid"),
        ({"weight_grams": "800"}, 400, "invalid"),
        ({"carton_no": 0}, 400, "invalid"),
        ({"lines": []}, 400, "invalid"),
        ({"colour": "red"}, 400, "invalid"),
        (line(quantity=0), 400, "invalid"),
        (line(quantity=6), 409, "over_pack"),
        (line(sku="NUT-M8"), 409, "over_pack"),
        (line(line_no=9), 409, "over_pack"),
    ],
)
def test_a_wrong_carton_changes_nothing(ann, task, change, status, code):
    before = ann.post(at(task, "start")).json()

    answer = ann.post(at(task, "cartons"), BOX | change)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert ann.get(at(task)).json() == before
    assert PackingOutbox.objects.count() == 2


def test_refusals_have_stable_codes(ann, task):
    bob = Api("packer", name="bob")
    early = ann.post(at(task, "cartons"), BOX)
    ann.post(at(task, "start"))
    ann.post(at(task, "cartons"), BOX | line())
    answers = [
        early,
        bob.post(at(task, "start")),
        ann.post(at(task, "cartons"), BOX),
        ann.post(at(task, "complete")),
        ann.get(f"{URL}/{new_id()}"),
        ann.get(URL, {"status": "lost"}),
    ]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (409, "pack_task_not_ready"),
        (409, "pack_task_taken"),
        (409, "carton_differs"),
        (409, "units_not_packed"),
        (404, "pack_task_not_found"),
        (400, "invalid"),
    ]


def test_strangers_see_and_do_nothing(task):
    make_site("other", "PAR1", "Europe/Paris")
    stranger, picker = Api("packer", client="other", name="eve"), Api("picker", name="pat")

    assert stranger.get(URL).json()["results"] == []
    assert stranger.get(at(task)).status_code == 404
    for call, body in (("start", None), ("cartons", BOX), ("complete", None)):
        hidden, forbidden = (each.post(at(task, call), body) for each in (stranger, picker))
        assert (hidden.status_code, hidden.json()["code"]) == (404, "pack_task_not_found")
        assert (forbidden.status_code, forbidden.json()["code"]) == (403, "permission_denied")
    assert get_pack_task(task_id=task.task_id) == task
    assert published(task.task_id) == [("task-created", 1)]
