"""An order that the carrier refuses when it is packed: its goods go back to the shelf."""

from uuid import UUID

import pytest

from tests.faults.robots import walk
from tests.support.api import Api, make_site
from tests.support.events import eventually
from tests.support.saga_thread import deliver_all, saga_worker
from wms.inventory import facade as inventory
from wms.inventory.contracts import VerifyStock
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
from wms.orders.contracts import OrderStatus
from wms.packing import facade as packing
from wms.packing.contracts import (
    CompletePackTask,
    NewCarton,
    SealCarton,
    StartPackTask,
    pack_task_id_for,
)
from wms.packing.selectors.tasks import get_pack_task
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task
from wms.picking import facade as picking
from wms.picking.contracts import pick_task_id_for

pytestmark = pytest.mark.django_db(transaction=True)
V1 = "/api/v1"
BODY = {
    "external_ref": "R-1",
    "customer_id": "C-1",
    "shipping_address": {
        "name": "A. Person",
        "line1": "Street 1",
        "city": "Berlin",
        "postal_code": "10115",
        "country": "DE",
    },
    "lines": [{"line_no": 1, "sku": "BOLT", "quantity": 3}],
}


@pytest.fixture
def api(shared_temporal, settings):
    """A warehouse with ten bolts, and sagas on the worker's Temporal server."""
    settings.CARRIER = {"fault": "refuse_address"}
    make_site()
    supervisor = Api("supervisor")
    supervisor.post(f"{V1}/skus", {"code": "BOLT"})
    supervisor.post(f"{V1}/locations", {"code": "A-01", "kind": "pick"})
    line = {"sku": "BOLT", "location": "A-01", "quantity": 10}
    supervisor.post(f"{V1}/receipts", {"reference": "ASN-1", "lines": [line]})
    return supervisor


def run_saga(is_there):
    """Hand out events until something is so."""
    deliver_all("fulfillment", "waving")
    eventually(is_there)


def status_of(order_id):
    return orders.get_order_status(order_id=order_id)


def stock(api):
    (level,) = api.get(f"{V1}/stock", {"sku": "BOLT"}).json()["results"]
    return level["usable"], level["reserved"], level["allocated"], level["atp"]


def staged(api):
    answer = api.get(f"{V1}/exceptions", {"kind": "goods_in_staging"})
    return [(row["status"], row["cleared_by"]) for row in answer.json()["results"]]


def pack(order_id):
    task = get_pack_task(task_id=pack_task_id_for(order_id, 1))
    start_pack_task(StartPackTask(task_id=task.task_id, actor="pat"))
    carton = NewCarton(carton_no=1, weight_grams=900, lines=task.lines)
    seal_carton(SealCarton(task_id=task.task_id, actor="pat", carton=carton))
    complete_pack_task(CompletePackTask(task_id=task.task_id, actor="pat"))


def test_goods_of_a_refused_order_are_promised_again_once_they_are_put_back(api):
    order_id = OrderId(UUID(api.post(f"{V1}/orders", BODY).json()["order_id"]))
    with saga_worker():
        run_saga(lambda: status_of(order_id) is OrderStatus.RESERVED)
        deliver_all("waving")
        wave = api.post(f"{V1}/waves", {"order_ids": [str(order_id)]}).json()["wave_id"]
        api.post(f"{V1}/waves/{wave}/release")
        run_saga(lambda: _stops(order_id))
        walk("pia", pick_task_id_for(order_id, 1))
        run_saga(lambda: packing.find_pack_task(order_id=order_id, round_no=1))
        pack(order_id)
        run_saga(lambda: status_of(order_id) is OrderStatus.CANCELLED)
    left, listed = stock(api), staged(api)

    (task,) = api.get(f"{V1}/move-tasks", {"order_id": str(order_id)}).json()["results"]
    path = f"{V1}/move-tasks/{task['task_id']}"
    scanned = {name: task[name] for name in ("sku", "from_location", "to_location", "quantity")}
    claimed = api.post(f"{path}/claim")
    done = api.post(f"{path}/complete", scanned)
    deliver_all("fulfillment")

    assert (left, listed) == ((7, 0, 0, 7), [("open", "")])
    assert (task["kind"], task["quantity"], task["to_location"]) == ("return_to_stock", 3, "A-01")
    assert (claimed.status_code, done.status_code) == (200, 200)
    assert stock(api) == (10, 0, 0, 10)
    assert staged(api) == [("cleared", api.actor)]
    assert inventory.verify_stock(VerifyStock()).differences == ()


def _stops(order_id):
    task = picking.find_pick_task(order_id=order_id, round_no=1)
    return task is not None and task.lines
