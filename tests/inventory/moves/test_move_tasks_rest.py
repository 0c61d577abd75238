"""Tasks that carry goods, over HTTP."""

import pytest

from tests.factories.tasks import open_task
from tests.inventory.reading import on_hand
from tests.support.api import Api, make_site
from tests.support.tables import rows_of
from wms.inventory.models import InventoryOutbox, MoveTask, StockMovement, StockUnit
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
TASKS = f"{V1}/move-tasks"
CARRIED = {"sku": "bolt-m8", "from_location": "DOCK", "to_location": "R-01", "quantity": 10}


@pytest.fixture
def supervisor():
    make_site()
    return Api("supervisor", name="ada")


@pytest.fixture
def picker(supervisor):
    return Api("picker", name="ann")


@pytest.fixture
def task(supervisor):
    supervisor.post(f"{V1}/skus", {"code": "bolt-m8"})
    supervisor.post(f"{V1}/locations", {"code": "R-01", "kind": "reserve"})
    supervisor.post(f"{V1}/locations", {"code": "STAGE", "kind": "staging"})
    line = {"sku": "bolt-m8", "location": "STAGE", "quantity": 10}
    supervisor.post(f"{V1}/receipts", {"reference": "ASN-1", "lines": [line]})
    return open_task(source="STAGE")


def everything():
    return rows_of(MoveTask, StockUnit, StockMovement, InventoryOutbox)


def carried(**changes):
    return CARRIED | {"from_location": "STAGE"} | changes


def test_a_picker_claims_and_completes(picker, task):
    one = f"{TASKS}/{task.task_id}"

    claimed = picker.post(f"{one}/claim")
    done = picker.post(f"{one}/complete", carried())
    again = picker.post(f"{one}/complete", carried())

    assert (claimed.status_code, claimed.json()["worker"]) == (200, picker.actor)
    assert (done.status_code, done.json()["status"], done.json()["moved"]) == (200, "completed", 10)
    assert again.json() == done.json() == picker.get(one).json()
    assert picker.get(TASKS, {"status": "completed"}).json()["results"] == [done.json()]
    assert on_hand("R-01") == 10


def test_places_are_known_in_any_spelling_of_their_scans(picker, task):
    one = f"{TASKS}/{task.task_id}"
    picker.post(f"{one}/claim")

    done = picker.post(f"{one}/complete", carried(from_location="stage ", to_location="r-01"))
    again = picker.post(f"{one}/complete", carried())

    assert (done.status_code, done.json()["to_location"]) == (200, "R-01")
    assert again.json() == done.json()
    assert on_hand("R-01") == 10


def test_a_key_makes_a_repeat_of_a_completion_the_same_answer(picker, task):
    one = f"{TASKS}/{task.task_id}"
    picker.post(f"{one}/claim", IDEMPOTENCY_KEY="c1")

    first = picker.post(f"{one}/complete", carried(), IDEMPOTENCY_KEY="k1")
    second = picker.post(f"{one}/complete", carried(), IDEMPOTENCY_KEY="k1")
    other = picker.post(f"{one}/complete", carried(quantity=9), IDEMPOTENCY_KEY="k1")

    assert first.json() == second.json()
    assert second.headers["Idempotent-Replay"] == "true"
    assert other.status_code == 422
    assert StockMovement.objects.count() == 2


def test_lists_can_be_narrowed(picker, task):
    def found(**query):
        return len(picker.get(TASKS, query).json()["results"])

    assert found(kind="put_away", status="open", warehouse="LON1", sku="bolt-m8") == 1
    assert found(kind="replenishment") == found(status="cancelled") == found(worker="ann") == 0
    assert picker.get(TASKS, {"kind": "dance"}).status_code == 400
    assert picker.get(TASKS, {"colour": "red"}).status_code == 400
    assert picker.get(TASKS, {"warehouse": "MARS"}).json()["code"] == "unknown_warehouse"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (carried(quantity=-1), "/quantity"),
        (carried(quantity=1.5), "/quantity"),
        (carried(quantity="many"), "/quantity"),
        (carried(colour="red"), "/colour"),
        (carried(reason="tired"), "/reason"),
        (carried(to_location=""), "/to_location"),
    ],
)
def test_a_body_that_says_nonsense_is_refused_with_a_pointer(picker, task, body, pointer):
    one = f"{TASKS}/{task.task_id}"
    picker.post(f"{one}/claim")
    before = everything()

    answer = picker.post(f"{one}/complete", body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert pointer in [each["pointer"].removeprefix("#") for each in answer.json()["errors"]]
    assert everything() == before


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"sku": "NUT"}, 409, "wrong_scan"),
        ({"from_location": "R-01"}, 409, "wrong_scan"),
        ({"lot": "L7"}, 409, "wrong_scan"),
        ({"to_location": "Z-1"}, 404, "location_not_found"),
        ({"quantity": 11}, 409, "over_move"),
        ({"quantity": 9}, 422, "reason_missing"),
    ],
)
def test_a_wrong_scan_changes_nothing(picker, task, changes, status, code):
    one = f"{TASKS}/{task.task_id}"
    picker.post(f"{one}/claim")
    before = everything()

    answer = picker.post(f"{one}/complete", carried(**changes))

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert everything() == before


def test_a_worker_gives_back_what_he_has_and_a_supervisor_what_anybody_has(
    supervisor, picker, task
):
    one = f"{TASKS}/{task.task_id}"
    other = Api("picker", name="bob")
    picker.post(f"{one}/claim")

    refused = other.post(f"{one}/release")
    released = [picker.post(f"{one}/release", IDEMPOTENCY_KEY="r1") for _twice in range(2)]
    taken = other.post(f"{one}/claim")
    from_bob = supervisor.post(f"{one}/release")

    assert (refused.status_code, refused.json()["code"]) == (409, "move_task_taken")
    assert [(each.status_code, each.json()["status"]) for each in released] == [(200, "open")] * 2
    assert released[1].headers["Idempotent-Replay"] == "true"
    assert taken.json()["worker"] == other.actor
    assert (from_bob.json()["status"], from_bob.json()["worker"]) == ("open", "")
    assert Api("viewer").post(f"{one}/release").status_code == 403


def test_cancelling_is_for_whoever_may_change_stock(supervisor, picker, task):
    one = f"{TASKS}/{task.task_id}"

    refused = picker.post(f"{one}/cancel", {"reason": "tired"})
    done = supervisor.post(f"{one}/cancel", {"reason": "sold at the dock"})

    assert refused.status_code == 403
    assert (done.status_code, done.json()["status"]) == (200, "cancelled")
    assert picker.post(f"{one}/claim").json()["code"] == "move_task_not_ready"


def test_a_supervisor_sends_somebody_again(supervisor, picker, task):
    one = f"{TASKS}/{task.task_id}"
    supervisor.post(f"{one}/cancel", {"reason": "sold at the dock"})

    refused = picker.post(f"{one}/reopen")
    opened = [supervisor.post(f"{one}/reopen", IDEMPOTENCY_KEY="o1") for _twice in range(2)]
    picker.post(f"{one}/claim")
    done = picker.post(f"{one}/complete", carried())
    late = supervisor.post(f"{one}/reopen")

    assert refused.status_code == Api("integrator").post(f"{one}/reopen").status_code == 403
    assert [(each.status_code, each.json()["status"]) for each in opened] == [(200, "open")] * 2
    assert opened[1].headers["Idempotent-Replay"] == "true"
    assert (done.json()["status"], on_hand("R-01")) == ("completed", 10)
    assert (late.status_code, late.json()["code"]) == (409, "move_task_not_ready")


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("claim", None),
        ("release", None),
        ("complete", carried()),
        ("cancel", {"reason": "mine"}),
        ("reopen", None),
    ],
)
def test_a_token_of_another_client_finds_no_task_and_changes_nothing(task, deed, body):
    tenancy.create_client(NewClient(code="other"))
    stranger = Api("supervisor", client="other", name="eve")
    one = f"{TASKS}/{task.task_id}"
    before = everything()

    answer = stranger.post(f"{one}/{deed}", body)

    assert (answer.status_code, answer.json()["code"]) == (404, "move_task_not_found")
    assert stranger.get(one).json()["code"] == "move_task_not_found"
    assert stranger.get(TASKS).json()["results"] == []
    assert everything() == before
