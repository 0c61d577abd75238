"""A warehouse over the real contexts whose pickers do not find everything, spoken to over HTTP."""

from datetime import timedelta
from uuid import UUID

from tests.support.api import Api, make_site
from tests.support.events import eventually
from tests.support.saga_thread import deliver_all, deliver_new
from wms.fulfillment.verification.commands.verify_everything import verify_everything
from wms.fulfillment.verification.contracts import VerifyEverything
from wms.inventory.contracts import ReasonCode
from wms.kernel.ids import OrderId
from wms.orders import facade as orders
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
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PickTaskStatus,
    StartPickTask,
    pick_task_id_for,
)
from wms.picking.selectors.tasks import get_pick_task
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task
from wms.shipping import facade as shipping
from wms.shipping.contracts import ShipmentStatus, shipment_id_for

V1 = "/api/v1"
PICKER, PACKER = "pia", "pat"
BODY = {
    "external_ref": "R-1",
    "customer_id": "C-1",
    "priority": "next_day",
    "shipping_address": {
        "name": "A. Person",
        "line1": "Street 1",
        "city": "Berlin",
        "postal_code": "10115",
        "country": "DE",
    },
    "lines": [
        {"line_no": 1, "sku": "BOLT", "quantity": 3},
        {"line_no": 2, "sku": "NUT", "quantity": 2},
    ],
}


class Warehouse:
    """Three bolts and two nuts, each at a place of its own, and an order for all of them."""

    def __init__(self):
        self.site = make_site()
        self.api = Api("supervisor")
        self._receipts = 0
        self._delivered: set[tuple[str, UUID]] = set()
        for sku in ("BOLT", "NUT"):
            self.api.post(f"{V1}/skus", {"code": sku})
        self.receive("BOLT", 3)
        self.receive("NUT", 2)
        answer = self.api.post(f"{V1}/orders", BODY)
        assert answer.status_code == 201, answer.content
        self.order_id = OrderId(UUID(answer.json()["order_id"]))

    def receive(self, sku, quantity):
        """Take goods in at a place where nobody has missed any."""
        self._receipts += 1
        place = f"A-{self._receipts}"
        self.api.post(f"{V1}/locations", {"code": place, "kind": "pick"})
        line = {"sku": sku, "location": place, "quantity": quantity}
        receipt = {"reference": f"ASN-{self._receipts}", "lines": [line]}
        assert self.api.post(f"{V1}/receipts", receipt).status_code == 201

    @property
    def status(self):
        return orders.get_order_status(order_id=self.order_id)

    def release(self):
        """Put the order on the floor."""
        self.until(lambda: self.status.value == "reserved")
        deliver_all("waving")
        wave = self.api.post(f"{V1}/waves", {"order_ids": [str(self.order_id)]}).json()["wave_id"]
        self.api.post(f"{V1}/waves/{wave}/release")

    def walk(self, round_no=1, *, missing=(), units=None):
        """Walk for the order; of SKUs that are missing all but one unit is found, or so many."""
        self.until(lambda: self.is_open(round_no))
        task = self.walk_of(round_no)
        claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=PICKER))
        task = start_pick_task(StartPickTask(task_id=task.task_id, actor=PICKER))
        picks = tuple(
            Pick(
                allocation_id=line.allocation_id,
                location=line.location,
                sku=line.sku,
                quantity=_found(line, missing, units),
                reason=ReasonCode.NOT_FOUND if line.sku in missing else None,
            )
            for line in task.lines
        )
        confirm_picks(ConfirmPicks(task_id=task.task_id, actor=PICKER, picks=picks))
        deliver_all("inventory", "picking")
        complete_pick_task(CompletePickTask(task_id=task.task_id, actor=PICKER))
        return task

    def walk_of(self, round_no):
        """Return the task of a round."""
        return get_pick_task(task_id=pick_task_id_for(self.order_id, round_no))

    def is_open(self, round_no):
        """Return whether a picker can take the task of a round."""
        task = picking.find_pick_task(order_id=self.order_id, round_no=round_no)
        return task is not None and task.status is PickTaskStatus.OPEN

    def until_held(self, missing):
        """Wait until a person is told what is missing."""
        self.until(lambda: self.holds() == [missing])

    def holds(self, status="open"):
        query = {"kind": "short_hold", "status": status}
        rows = self.api.get(f"{V1}/exceptions", query).json()["results"]
        return [row["message"].removeprefix("not found: ") for row in rows]

    def pack_and_ship(self, round_no):
        """Pack what is there and hand it over; return the lines that were packed."""
        self.until(lambda: packing.find_pack_task(order_id=self.order_id, round_no=round_no))
        task = get_pack_task(task_id=pack_task_id_for(self.order_id, round_no))
        start_pack_task(StartPackTask(task_id=task.task_id, actor=PACKER))
        carton = NewCarton(carton_no=1, weight_grams=900, lines=task.lines)
        seal_carton(SealCarton(task_id=task.task_id, actor=PACKER, carton=carton))
        complete_pack_task(CompletePackTask(task_id=task.task_id, actor=PACKER))
        self.until(lambda: self._is_labelled(round_no))
        self.api.post(f"{V1}/shipments/{shipment_id_for(self.order_id, round_no)}/ship")
        self.until(lambda: self.status.value == "completed")
        return {line.line_no: line.quantity for line in task.lines}

    def _is_labelled(self, round_no):
        shipment = shipping.find_shipment(order_id=self.order_id, round_no=round_no)
        return shipment is not None and shipment.status is ShipmentStatus.LABELLED

    def ship_short(self, api=None, **headers):
        path = f"{V1}/orders/{self.order_id}/ship-short"
        return (api or self.api).post(path, **headers)

    def cancel(self):
        return self.api.post(f"{V1}/orders/{self.order_id}/cancel", {"reason": "no more"})

    def stock(self, sku):
        """Return the usable, reserved, allocated and promisable units of a SKU."""
        (level,) = self.api.get(f"{V1}/stock", {"sku": sku}).json()["results"]
        return level["usable"], level["reserved"], level["allocated"], level["atp"]

    def lines(self):
        """Return how many units of each line were shipped, closed short, and cancelled."""
        order = self.api.get(f"{V1}/orders/{self.order_id}").json()
        return [
            (line["shipped"], line["short_closed"], line["cancelled"]) for line in order["lines"]
        ]

    def until(self, is_so):
        """Hand out events until something is so."""

        def look():
            deliver_new(self._delivered, "fulfillment", "waving", "inventory", "picking")
            return is_so()

        eventually(look)

    def differences(self):
        """Return what stock, orders and walks do not agree about."""
        deliver_all("fulfillment", "waving", "inventory", "picking")
        found = verify_everything(VerifyEverything(patience=timedelta(0)))
        return found.differences


def _found(line, missing, units):
    if line.sku not in missing:
        return line.quantity
    return line.quantity - 1 if units is None else units
