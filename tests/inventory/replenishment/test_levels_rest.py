"""Pick faces and thresholds removed over HTTP."""

import pytest

from tests.support.api import Api, make_site
from tests.support.tables import rows_of
from wms.inventory.models import InventoryOutbox, MoveTask, PickFace, StockThreshold
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
CODES = {"pick-faces": "pick_face_not_found", "stock-thresholds": "stock_threshold_not_found"}
IDS = {"pick-faces": "pick_face_id", "stock-thresholds": "threshold_id"}


@pytest.fixture
def api():
    make_site()
    return Api("supervisor", name="ada")


@pytest.fixture
def made(api):
    api.post(f"{V1}/skus", {"code": "bolt-m8"})
    api.post(f"{V1}/locations", {"code": "A-01", "kind": "pick"})
    face = {"sku": "bolt-m8", "location": "A-01", "minimum": 5, "maximum": 30}
    return {
        "pick-faces": api.post(f"{V1}/pick-faces", face).json(),
        "stock-thresholds": api.post(
            f"{V1}/stock-thresholds", {"sku": "bolt-m8", "low_stock_at": 5}
        ).json(),
    }


def one(path, made):
    return f"{V1}/{path}/{made[path][IDS[path]]}"


def everything():
    return rows_of(PickFace, StockThreshold, MoveTask, InventoryOutbox)


def test_removing_answers_with_what_was_removed(api, made):
    face = api.delete(one("pick-faces", made))
    threshold = api.delete(one("stock-thresholds", made))

    assert (face.status_code, threshold.status_code) == (200, 200)
    assert face.json() == {"pick_face": made["pick-faces"], "cancelled_tasks": []}
    assert threshold.json() == made["stock-thresholds"]
    assert [api.get(f"{V1}/{path}").json()["results"] for path in CODES] == [[], []]


@pytest.mark.parametrize("path", CODES)
def test_what_is_gone_is_not_found_but_for_a_repeat_with_its_key(api, made, path):
    first = api.delete(one(path, made), IDEMPOTENCY_KEY="d1")
    again = api.delete(one(path, made), IDEMPOTENCY_KEY="d1")
    other = api.delete(one(path, made))

    assert first.json() == again.json()
    assert again.headers["Idempotent-Replay"] == "true"
    assert (other.status_code, other.json()["code"]) == (404, CODES[path])


@pytest.mark.parametrize("path", CODES)
def test_who_may_not_set_may_not_remove(made, path):
    before = everything()

    assert Api("picker").delete(one(path, made)).status_code == 403
    assert everything() == before


@pytest.mark.parametrize("path", CODES)
def test_a_token_of_another_client_finds_nothing_and_changes_nothing(made, path):
    tenancy.create_client(NewClient(code="other"))
    before = everything()

    answer = Api("supervisor", client="other", name="eve").delete(one(path, made))

    assert (answer.status_code, answer.json()["code"]) == (404, CODES[path])
    assert everything() == before
