"""Picking as a robot with a scanner sees it: HTTP only."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.factories.picking import (
    following,
    new_order,
    place,
    placing,
    preparing,
    published,
)
from tests.support.api import Api, make_site
from wms.picking import facade as picking
from wms.picking.contracts import PickTaskStatus
from wms.picking.models import PickingOutbox
from wms.picking.selectors.tasks import get_pick_task
from wms.platform.ids import new_id

pytestmark = pytest.mark.django_db
URL = "/api/v1/pick-tasks"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def ann(site):
    return Api("picker", name="ann")


@pytest.fixture
def task(site):
    order_id = new_order()
    mine = {"client_id": site.client_id, "warehouse_id": site.warehouse_id}
    picking.prepare_pick_task(replace(preparing(order_id), **mine))
    two = (place(pick_sequence=1), place("NUT-M8", pick_sequence=2, line_no=2, quantity=4))
    return picking.place_pick_task(replace(placing(order_id, *two), **mine))


def at(task, *more):
    return "/".join([URL, str(task.task_id), *more])


def pick(line, **changes):
    return {
        "allocation_id": line["allocation_id"],
        "location": line["location"],
        "sku": line["sku"],
        "quantity": line["quantity"],
    } | changes


def test_a_walk_from_the_list_to_the_end(ann, task):
    (found,) = ann.get(URL, {"available": "true"}).json()["results"]
    assert (found["number"], found["line_count"], found["priority_rank"]) == (task.number, 2, 0)

    claimed = ann.post(at(task, "claim"))
    started = ann.post(at(task, "start"))
    first, second = started.json()["lines"]
    picks = {"picks": [pick(first), pick(second, quantity=1, reason="damaged")]}
    confirmed = ann.post(at(task, "picks"), picks)
    done = ann.post(at(task, "complete"))

    assert [each.status_code for each in (claimed, started, confirmed, done)] == [200] * 4
    assert (claimed.json()["worker"], claimed.json()["status"]) == (ann.actor, "assigned")
    assert (done.json()["status"], done.json()["version"]) == ("completed", 8)
    assert [line["short_quantity"] for line in done.json()["lines"]] == [0, 3]
    assert ann.get(at(task)).json() == done.json()
    assert ann.get(URL, {"status": "open"}).json()["results"] == []
    assert ann.post(at(task, "picks"), picks).json() == done.json()


def test_a_key_makes_a_claim_safe_to_repeat(ann, task):
    first = ann.post(at(task, "claim"), Idempotency_Key="claim-1")
    again = ann.post(at(task, "claim"), Idempotency_Key="claim-1")

    assert (first.json(), again.headers["Idempotent-Replay"]) == (again.json(), "true")
    assert [name for name, _ in published(task.task_id)] == ["task-created", "task-assigned"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"picks": []}, 400, "invalid"),
        ({"picks": "all"}, 400, "invalid"),
        ({}, 400, "invalid"),
        (None, 400, "invalid"),
        ({"picks": [{"quantity": -1}], "worker": "bob"}, 400, "invalid"),
        ("unknown_reason", 400, "invalid"),
        ("over", 409, "over_pick"),
        ("no_reason", 422, "reason_missing"),
        ("wrong_place", 409, "wrong_scan"),
        ("wrong_stop", 409, "wrong_scan"),
    ],
)
def test_a_wrong_list_of_picks_changes_nothing(ann, task, body, status, code):
    ann.post(at(task, "claim"))
    before = ann.post(at(task, "start")).json()
    first = before["lines"][0]
    bodies = {
        "unknown_reason": pick(first, quantity=1, reason="bored"),
        "over": pick(first, quantity=6),
        "no_reason": pick(first, quantity=4),
        "wrong_place": pick(first, location="B-09"),
        "wrong_stop": pick(first, allocation_id=str(uuid4())),
    }
    sent = {"picks": [bodies[body]]} if isinstance(body, str) else body

    answer = ann.post(at(task, "picks"), sent)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert ann.get(at(task)).json() == before
    assert PickingOutbox.objects.count() == 3


def test_a_withdrawn_stop_is_refused_with_what_to_do(ann, task):
    ann.post(at(task, "claim"))
    first, second = ann.post(at(task, "start")).json()["lines"]
    mine = {"client_id": task.client_id, "warehouse_id": task.warehouse_id}
    (stays, moved) = place("NUT-M8", line_no=2, quantity=4), place(location="C-01", pick_sequence=3)
    stays = replace(stays, allocation_id=UUID(second["allocation_id"]))
    picking.place_pick_task(replace(following(task, stays, moved, version=3), **mine))
    before = ann.get(at(task)).json()

    answer = ann.post(at(task, "picks"), {"picks": [pick(second), pick(first)]})

    assert (answer.status_code, answer.json()["code"]) == (409, "stop_withdrawn")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == (
        "BOLT-M8 at A-01-01 is not for this task any more:"
        " put back what you took there, and read the task again"
    )
    assert ann.get(at(task)).json() == before
    assert [line["status"] for line in before["lines"]] == ["cancelled", "open", "open"]
    assert PickingOutbox.objects.count() == 3
    now = [pick(line) for line in before["lines"] if line["status"] == "open"]
    ann.post(at(task, "picks"), {"picks": now})
    assert ann.post(at(task, "complete")).json()["status"] == "completed"


def test_a_task_has_one_worker_and_one_order_of_steps(ann, task):
    bob = Api("picker", name="bob")

    early = ann.post(at(task, "start"))
    ann.post(at(task, "claim"))
    answers = [
        early,
        bob.post(at(task, "claim")),
        bob.post(at(task, "start")),
        ann.post(at(task, "complete")),
        ann.get(f"{URL}/{new_id()}"),
        ann.post(f"{URL}/{new_id()}/claim"),
        ann.get(URL, {"status": "lost"}),
        ann.get(URL, {"colour": "red"}),
        ann.get(URL, {"cursor": "x"}),
        ann.delete(at(task)),
    ]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [
        (409, "pick_task_not_ready"),
        (409, "pick_task_taken"),
        (409, "pick_task_taken"),
        (409, "pick_task_not_ready"),
        (404, "pick_task_not_found"),
        (404, "pick_task_not_found"),
        (400, "invalid"),
        (400, "invalid"),
        (400, "invalid_cursor"),
        (405, "method_not_allowed"),
    ]
    assert get_pick_task(task_id=task.task_id).status == PickTaskStatus.ASSIGNED


def test_strangers_see_and_do_nothing(task):
    make_site("other", "PAR1", "Europe/Paris")
    stranger, viewer = Api("picker", client="other", name="eve"), Api("viewer", name="vic")

    picks = {"picks": [pick(line) for line in viewer.get(at(task)).json()["lines"]]}

    assert stranger.get(URL).json()["results"] == []
    for call, body in (("claim", None), ("start", None), ("picks", picks), ("complete", None)):
        hidden, forbidden = (each.post(at(task, call), body) for each in (stranger, viewer))
        assert (hidden.status_code, hidden.json()["code"]) == (404, "pick_task_not_found")
        assert (forbidden.status_code, forbidden.json()["code"]) == (403, "permission_denied")
    assert stranger.get(at(task)).status_code == 404
    assert get_pick_task(task_id=task.task_id) == task
    assert published(task.task_id) == [("task-created", 1)]
