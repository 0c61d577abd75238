"""Cancelling over HTTP, with the real contexts and a real Temporal server."""

from uuid import UUID, uuid4

import pytest

from tests.support.api import Api, make_site
from tests.support.events import eventually
from tests.support.saga_thread import deliver_all, saga_worker
from wms.inventory import facade as inventory
from wms.inventory.catalogue.commands.register_location import register_location
from wms.inventory.catalogue.commands.register_sku import register_sku
from wms.inventory.catalogue.contracts.catalogue import (
    NewLocation,
    NewSku,
    RegisterLocation,
    RegisterSku,
)
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import ReservationStatus, VerifyStock
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceipt, NewReceiptLine, ReceiveStock
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.orders.models import OrdersOutbox
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    ConfirmPicks,
    Pick,
    StartPickTask,
    pick_task_id_for,
)
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.outbox.outboxes import outboxes
from wms.waving.contracts import NewWave, PlanWave, ReleaseWave
from wms.waving.domain.transitions import CandidateState
from wms.waving.models import Candidate
from wms.waving.services.plan_wave import plan_wave
from wms.waving.services.release_wave import release_wave

pytestmark = pytest.mark.django_db(transaction=True)

WISH = {"reason": "changed their mind"}
ADDRESS = {
    "name": "A. Person",
    "line1": "Street 1",
    "city": "Berlin",
    "postal_code": "10115",
    "country": "DE",
}


@pytest.fixture
def site(shared_temporal):
    """A warehouse with ten bolts, and sagas on the worker's Temporal server."""
    site = make_site()
    register_sku(RegisterSku(client_id=site.client_id, sku=NewSku(code="BOLT-M8"), actor="user:7"))
    register_location(
        RegisterLocation(
            warehouse_id=site.warehouse_id,
            location=NewLocation(code="A-01", kind=LocationKind.PICK),
            actor="user:7",
        )
    )
    line = NewReceiptLine(sku="BOLT-M8", location="A-01", quantity=10)
    receive_stock(
        ReceiveStock(
            client_id=site.client_id,
            warehouse_id=site.warehouse_id,
            receipt=NewReceipt(reference="ASN-1", lines=(line,)),
            actor="receiver",
        )
    )
    return site


@pytest.fixture
def api(site):
    return Api("supervisor")


@pytest.fixture
def order_id(api):
    body = {
        "external_ref": "R-1",
        "customer_id": "C-1",
        "shipping_address": ADDRESS,
        "lines": [{"line_no": 1, "sku": "BOLT-M8", "quantity": 3}],
    }
    answer = api.post("/api/v1/orders", body)
    assert answer.status_code == 201
    return OrderId(UUID(answer.json()["order_id"]))


def cancel(api, order_id, **headers):
    return api.post(f"/api/v1/orders/{order_id}/cancel", WISH, **headers)


def status_of(order_id):
    return orders.get_order_status(order_id=order_id)


def test_a_cancelled_order_keeps_nothing(site, api, order_id):
    with saga_worker():
        deliver_all("fulfillment", "waving")
        eventually(lambda: status_of(order_id) is OrderStatus.RESERVED)
        answer = cancel(api, order_id, Idempotency_Key="k1")
        again = cancel(api, order_id, Idempotency_Key="k1")
        late = cancel(api, order_id)

    assert (answer.status_code, answer.json()) == (
        200,
        {"order_id": str(order_id), "decision": "cancelled", "status": "cancelled"},
    )
    assert (again.status_code, again.json()) == (200, answer.json())
    assert (late.status_code, late.json()["code"]) == (409, "order_finished")
    reservation = inventory.get_reservation(order_id=order_id, round_no=1)
    assert reservation.status is ReservationStatus.RELEASED
    assert inventory.verify_stock(VerifyStock()).differences == ()


def test_a_confirmed_pick_is_too_late(site, api, order_id):
    with saga_worker():
        deliver_all("fulfillment", "waving")
        eventually(Candidate.objects.filter(state=CandidateState.PLANNABLE).exists)
        wave = plan_wave(
            PlanWave(
                warehouse_id=site.warehouse_id, wave=NewWave(order_ids=(order_id,)), actor="ana"
            )
        )
        release_wave(ReleaseWave(wave_id=wave.wave_id, actor="ana"))
        deliver_all("fulfillment", "waving")
        eventually(lambda: _stops(order_id))
        task = get_pick_task(task_id=pick_task_id_for(order_id, 1))
        claim_pick_task(ClaimPickTask(task_id=task.task_id, actor="pia"))
        start_pick_task(StartPickTask(task_id=task.task_id, actor="pia"))
        (stop,) = task.lines
        pick = Pick(
            allocation_id=stop.allocation_id,
            location=stop.location,
            sku=stop.sku,
            quantity=stop.quantity,
        )
        confirm_picks(ConfirmPicks(task_id=task.task_id, actor="pia", picks=(pick,)))
        answer = cancel(api, order_id)

    assert (answer.status_code, answer.json()["code"]) == (409, "too_late")
    assert status_of(order_id) is not OrderStatus.CANCELLED


def _stops(order_id):
    task = picking.find_pick_task(order_id=order_id, round_no=1)
    return task is not None and task.lines


def test_without_a_worker_a_cancellation_is_kept_and_done_later(site, api, order_id):
    deliver_all("fulfillment", "waving")

    answer = cancel(api, order_id)

    assert (answer.status_code, answer.json()["decision"]) == (202, "requested")
    assert status_of(order_id) is OrderStatus.CANCELLING
    with saga_worker():
        deliver_all("fulfillment", "waving")
        eventually(lambda: status_of(order_id) is OrderStatus.CANCELLED)


def test_without_temporal_a_cancellation_is_kept(site, api, order_id, settings):
    settings.TEMPORAL_ADDRESS = "127.0.0.1:1"

    answer = cancel(api, order_id)

    assert (answer.status_code, answer.json()["decision"]) == (202, "requested")
    assert status_of(order_id) is OrderStatus.CANCELLING
    kept = OrdersOutbox.objects.filter(event_type="wms.order.cancellation-requested")
    assert kept.count() == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"reason": ""}, 400, "invalid"),
        ({"reason": "x", "force": True}, 400, "invalid"),
    ],
)
def test_a_malformed_cancellation_changes_nothing(api, order_id, body, status, code):
    answer = api.post(f"/api/v1/orders/{order_id}/cancel", body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert status_of(order_id) is OrderStatus.RECEIVED


def test_an_unknown_order_is_not_there(api):
    answer = cancel(api, uuid4())

    assert (answer.status_code, answer.json()["code"]) == (404, "order_not_found")


def test_a_viewer_cancels_nothing(site, order_id):
    answer = cancel(Api("viewer"), order_id)

    assert answer.status_code == 403
    assert status_of(order_id) is OrderStatus.RECEIVED


def caused_by(order_id):
    """Return who caused what was published about an order, by what happened."""
    return {
        row.event_type.removeprefix("wms."): row.actor
        for outbox in outboxes()
        for row in outbox.waiting.objects.filter(partition_key=order_id).order_by("id")
    }


def test_what_is_undone_is_undone_in_the_name_of_who_cancelled(site, order_id):
    supervisor = Api("supervisor", name="sue")
    with saga_worker():
        deliver_all("fulfillment", "waving")
        eventually(lambda: status_of(order_id) is OrderStatus.RESERVED)
        cancel(supervisor, order_id)

    causes = caused_by(order_id)
    assert causes["order.cancelled"] == supervisor.actor
    assert causes["inventory.reservation-released"] == supervisor.actor
    assert causes["order.reserved"] == "system:fulfillment"
    history = supervisor.get(f"/api/v1/orders/{order_id}/history").json()["results"]
    assert (history[-1]["what"], history[-1]["actor"]) == ("cancelled", supervisor.actor)
    assert history[0]["actor"] == causes["order.received"] != supervisor.actor


def test_a_cancellation_that_is_done_later_has_the_actor_who_asked(site, order_id):
    supervisor = Api("supervisor", name="sue")
    deliver_all("fulfillment", "waving")
    cancel(supervisor, order_id)

    with saga_worker():
        deliver_all("fulfillment", "waving")
        eventually(lambda: status_of(order_id) is OrderStatus.CANCELLED)

    causes = caused_by(order_id)
    assert causes["order.cancellation-requested"] == supervisor.actor
    assert causes["order.cancelled"] == supervisor.actor
