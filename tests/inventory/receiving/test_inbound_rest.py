"""Notices, receipts and lots over HTTP."""

import pytest

from tests.support.api import Api, make_site
from tests.support.tables import rows_of
from wms.inventory.models import (
    InboundLine,
    InboundNotice,
    InventoryOutbox,
    Lot,
    MoveTask,
    StockMovement,
    StockUnit,
)
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
NOTICES, RECEIPTS = f"{V1}/inbound-notices", f"{V1}/receipts"


@pytest.fixture
def supervisor():
    make_site()
    return Api("supervisor", name="ada")


@pytest.fixture
def integrator(supervisor):
    """A machine of the client, that may change stock and approve nothing."""
    supervisor.post(f"{V1}/skus", {"code": "milk", "tracking": "lot"})
    supervisor.post(f"{V1}/locations", {"code": "DOCK", "kind": "dock"})
    supervisor.post(f"{V1}/locations", {"code": "R-01", "kind": "reserve", "max_units": 100})
    return Api("integrator", name="erp")


def notice(quantity=10, **changes):
    line = {"sku": "milk", "quantity": quantity}
    return {"reference": "PO-1", "expected_on": "2999-01-01", "lines": [line]} | changes


def receipt(quantity=10, reference="DN-1", **changes):
    line = {"sku": "milk", "location": "DOCK", "quantity": quantity, "lot": "L1"}
    return {"reference": reference, "notice": "PO-1", "lines": [line]} | changes


def everything():
    return rows_of(
        InboundNotice, InboundLine, Lot, MoveTask, StockUnit, StockMovement, InventoryOutbox
    )


def test_goods_are_announced_come_in_are_put_away_and_the_notice_is_closed(supervisor, integrator):
    made, again = (integrator.post(NOTICES, notice()) for _time in range(2))
    one = f"{NOTICES}/{made.json()['notice_id']}"

    booked = integrator.post(RECEIPTS, receipt(7))
    listed = integrator.get(NOTICES, {"status": "open", "reference": "PO-1"}).json()["results"]
    closed = integrator.post(f"{one}/close")

    assert (made.status_code, again.json()) == (201, made.json())
    assert (booked.status_code, booked.json()["notice"]) == (201, "PO-1")
    assert [(each["expected"], each["received"]) for each in listed] == [(10, 7)]
    assert (closed.status_code, closed.json()["status"]) == (200, "closed")
    assert closed.json()["lines"][0]["short"] == 3
    assert integrator.get(one).json() == closed.json()
    (task,) = supervisor.get(f"{V1}/move-tasks").json()["results"]
    assert (task["from_location"], task["to_location"], task["quantity"]) == ("DOCK", "R-01", 7)
    (lot,) = supervisor.get(f"{V1}/lots", {"sku": "milk"}).json()["results"]
    assert (lot["code"], lot["on_hand"]) == ("L1", 7)


def test_over_delivery_is_for_whoever_may_approve(supervisor, integrator):
    integrator.post(NOTICES, notice())
    before = everything()

    refused = integrator.post(RECEIPTS, receipt(12))
    forbidden = integrator.post(RECEIPTS, receipt(12, accept_over=True))
    assert everything() == before
    accepted = supervisor.post(RECEIPTS, receipt(12, accept_over=True))

    assert (refused.status_code, refused.json()["code"]) == (409, "over_delivery")
    assert "2 of MILK" in refused.json()["detail"]
    assert (forbidden.status_code, forbidden.json()["code"]) == (403, "permission_denied")
    assert accepted.status_code == 201
    assert InboundLine.objects.get().received == 12


def test_announcing_more_than_will_be_said_is_for_whoever_may_approve(supervisor, integrator):
    refused = integrator.post(NOTICES, notice(accept_over=True))
    assert InboundNotice.objects.count() == 0
    made = supervisor.post(NOTICES, notice(accept_over=True))
    booked = integrator.post(RECEIPTS, receipt(50))

    assert refused.status_code == 403
    assert (made.status_code, booked.status_code) == (201, 201)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (notice(0), "/lines/0/quantity"),
        (notice(-1), "/lines/0/quantity"),
        (notice(1.5), "/lines/0/quantity"),
        (notice(lines=[]), "/lines"),
        (notice(expected_on="soon"), "/expected_on"),
        (notice(colour="red"), "/colour"),
        (notice(reference=""), "/reference"),
        (notice(lines=[{"sku": "milk", "quantity": 1, "expires_on": "2999-01-01"}]), ""),
        (
            notice(
                lines=[
                    {"sku": "milk", "quantity": 1, "lot": "L1", "expires_on": f"2999-01-0{day}"}
                    for day in (1, 2)
                ]
            ),
            "",
        ),
    ],
)
def test_a_notice_that_says_nonsense_is_refused_with_a_pointer(integrator, body, pointer):
    before = everything()

    answer = integrator.post(NOTICES, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert pointer in [each["pointer"].removeprefix("#") for each in answer.json()["errors"]]
    assert everything() == before


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"notice": "PO-9"}, 404, "notice_not_found"),
        ({"lines": [{"sku": "milk", "location": "DOCK", "quantity": 1}]}, 422, "lot_missing"),
    ],
)
def test_a_refused_receipt_changes_nothing(integrator, changes, status, code):
    integrator.post(NOTICES, notice())
    before = everything()

    answer = integrator.post(RECEIPTS, receipt() | changes)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert everything() == before


def test_a_key_makes_a_repeat_the_same_answer(integrator):
    first = integrator.post(NOTICES, notice(), IDEMPOTENCY_KEY="n1")
    second = integrator.post(NOTICES, notice(), IDEMPOTENCY_KEY="n1")
    close = f"{NOTICES}/{first.json()['notice_id']}/close"
    closed = [integrator.post(close, IDEMPOTENCY_KEY="c1").json() for _time in range(2)]

    assert first.json() == second.json()
    assert second.headers["Idempotent-Replay"] == "true"
    assert closed[0] == closed[1]


def test_a_token_of_another_client_finds_nothing_and_changes_nothing(integrator):
    made = integrator.post(NOTICES, notice())
    one = f"{NOTICES}/{made.json()['notice_id']}"
    integrator.post(RECEIPTS, receipt(1))
    tenancy.create_client(NewClient(code="other"))
    stranger = Api("supervisor", client="other", name="eve")
    stranger.post(f"{V1}/skus", {"code": "milk", "tracking": "lot"})
    before = everything()

    answers = [
        stranger.get(one),
        stranger.post(f"{one}/close"),
        stranger.post(RECEIPTS, receipt(1, "DN-2")),
    ]

    assert [each.status_code for each in answers] == [404, 404, 404]
    assert {each.json()["code"] for each in answers} == {"notice_not_found"}
    assert stranger.get(NOTICES).json()["results"] == []
    assert stranger.get(f"{V1}/lots").json()["results"] == []
    assert everything() == before


def test_a_picker_reads_and_does_not_announce(integrator):
    picker = Api("picker", name="ann")

    assert picker.post(NOTICES, notice()).status_code == 403
    assert picker.get(NOTICES).status_code == 200


def test_serials_over_http(supervisor, integrator):
    supervisor.post(f"{V1}/skus", {"code": "phone", "tracking": "serial"})

    def came(reference, serial, quantity=1):
        line = {"sku": "phone", "location": "R-01", "quantity": quantity, "lot": serial}
        return integrator.post(RECEIPTS, {"reference": reference, "lines": [line]})

    answers = [came("S-1", "SN1"), came("S-2", "SN1"), came("S-3", "SN2", 2)]

    assert [each.status_code for each in answers] == [201, 409, 422]
    assert [each.json().get("code") for each in answers[1:]] == [
        "serial_known",
        "serial_not_single",
    ]


def test_a_sku_says_how_it_is_tracked_and_a_place_what_it_holds(supervisor, integrator):
    sku = supervisor.get(f"{V1}/skus", {"code": "milk"}).json()["results"][0]
    place = supervisor.get(f"{V1}/locations", {"code": "R-01"}).json()["results"][0]

    assert (sku["tracking"], sku["storage_class"]) == ("lot", "")
    assert (place["max_units"], place["storage_class"]) == (100, "")
    changed = supervisor.post(f"{V1}/skus", {"code": "milk", "tracking": "none"})
    assert changed.json()["code"] == "sku_differs"
