"""Two clients in one building, each with some of everything; all words of each say whose they are.

``PURPLE`` and ``ORANGE`` are in every code, reference, name and note of theirs and in nothing else.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tests.factories import packing as packing_of
from tests.factories import shipping as shipping_of
from tests.factories import waving as waving_of
from tests.orders import bodies
from tests.support.api import Api
from wms.inventory import facade as inventory
from wms.inventory.contracts import AllocateStock, PickedPlace, ReasonCode, ReserveStock, StockLine
from wms.inventory.picks.commands.book_short import book_short
from wms.inventory.reservations.contracts.reservations import Allocation, BookShort
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.packing import facade as packing
from wms.packing.contracts import PackLine
from wms.picking import facade as picking
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    Pick,
    PlacePickTask,
    StartPickTask,
)
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient, NewWarehouse
from wms.shipping import facade as shipping
from wms.shipping.contracts import ShipShipment
from wms.shipping.services.ship_shipment import ship_shipment
from wms.waving import facade as waving
from wms.waving.contracts import QueueOrder

V1 = "/api/v1"
PURPLE, ORANGE = "PURPLE", "ORANGE"
SHARED, OWN = "SHELF-1", "SHELF-2"


@dataclass
class Tenant:
    """One of them: its word, its API, and the orders that were taken."""

    word: str
    client_id: ClientId
    warehouse_id: WarehouseId
    api: Api
    orders: list[OrderId]

    def post(self, path: str, body: object) -> dict[str, Any]:
        """Have something done, and return what is answered."""
        answer = self.api.post(f"{V1}/{path}", body)
        assert answer.status_code in (200, 201), (path, answer.content)
        told: dict[str, Any] = answer.json()
        return told

    @property
    def sku(self) -> str:
        """Return the code of its goods."""
        return f"{self.word}-BOLT"


def make_building() -> Api:
    """Make two clients and their building; return who is of the building."""
    for word in (PURPLE, ORANGE):
        tenancy.create_client(NewClient(code=word))
    tenancy.create_warehouse(NewWarehouse(code="LON1"))
    building = Api("supervisor", client=PURPLE, name="porter", building=True)
    for code, kind in ((SHARED, "pick"), (OWN, "pick"), ("R-1", "reserve"), ("DOCK", "dock")):
        building.post(f"{V1}/locations", {"code": code, "kind": kind})
    building.post(f"{V1}/locations", {"code": "STAGING", "kind": "staging"})
    return building


def move_in(word: str) -> Tenant:
    """Let a client bring goods, and have some of everything happen to them."""
    client_id = tenancy.get_client(code=word).client_id
    tenant = Tenant(
        word=word,
        client_id=client_id,
        warehouse_id=tenancy.only_warehouse().warehouse_id,
        api=Api("supervisor", client=word, name=f"{word}-boss", building=False),
        orders=[],
    )
    _bring_goods(tenant)
    _keep_stock(tenant)
    return tenant


def _bring_goods(tenant: Tenant) -> None:
    word = tenant.word
    tenant.post("skus", {"code": tenant.sku, "description": f"a {word} bolt", "tracking": "lot"})
    value = {"amount": "1.50", "currency": "EUR"}
    tenant.post("sku-values", {"sku": tenant.sku, "value": value})
    tenant.post(
        "inbound-notices",
        {
            "reference": f"{word}-PO",
            "expected_on": "2999-01-01",
            "lines": [{"sku": tenant.sku, "quantity": 10, "lot": f"{word}-LOT"}],
        },
    )
    for place in (SHARED, OWN, "R-1", "DOCK"):
        line = {"sku": tenant.sku, "location": place, "quantity": 100, "lot": f"{word}-LOT"}
        tenant.post("receipts", {"reference": f"{word}-DN-{place}", "lines": [line]})


def _keep_stock(tenant: Tenant) -> None:
    word = tenant.word
    goods = {"sku": tenant.sku, "lot": f"{word}-LOT"}
    lost = goods | {"location": "R-1", "quantity": -1}
    for number, units in enumerate((-1, -60)):  # the second one waits for another person
        tenant.post(
            "adjustments",
            {
                "reference": f"{word}-AD-{number}",
                "reason_code": "lost",
                "note": f"{word} says so",
                "lines": [lost | {"quantity": units}],
            },
        )
    tenant.post(
        "transfers",
        {
            "reference": f"{word}-TR",
            "note": f"{word} carries",
            "lines": [goods | {"from_location": "R-1", "to_location": OWN, "quantity": 1}],
        },
    )
    tenant.post(
        "status-changes",
        {
            "reference": f"{word}-SC",
            "reason_code": "damaged",
            "note": f"{word} breaks",
            "lines": [goods | {"location": "R-1", "quantity": 1, "to_status": "damaged"}],
        },
    )
    count = tenant.post("cycle-counts", {"location": "R-1"})
    tenant.post(f"cycle-counts/{count['count_id']}/start", None)
    tenant.post(f"cycle-counts/{count['count_id']}/cancel", {"reason": f"{word} is closed"})
    tenant.post("cycle-counts", {"location": OWN})
    tenant.post("stock-thresholds", {"sku": tenant.sku, "low_stock_at": 5})
    tenant.post("allocation-rules", {"storage_class": word, "strategy": "fifo"})


def take_order(tenant: Tenant, units: int) -> ReserveStock:
    """Take an order in over HTTP and promise its goods."""
    word, number = tenant.word, len(tenant.orders)
    body = bodies.body(
        external_ref=f"{word}-WEB-{number}",
        customer_id=f"{word}-CUSTOMER",
        shipping_address=bodies.address(name=f"{word} Smith"),
        lines=[bodies.line(sku=tenant.sku, quantity=units)],
    )
    order_id = OrderId(UUID(str(tenant.post("orders", body)["order_id"])))
    tenant.orders.append(order_id)
    reserve = ReserveStock(
        order_id=order_id,
        client_id=tenant.client_id,
        warehouse_id=tenant.warehouse_id,
        lines=(StockLine(line_no=1, sku=tenant.sku, quantity=units),),
        priority_rank=2,
    )
    inventory.reserve_stock(reserve)
    return reserve


def allocated(order: ReserveStock) -> Allocation:
    """Claim the goods of an order."""
    return inventory.allocate_stock(AllocateStock(order_id=order.order_id, round_no=1))


def miss(tenant: Tenant, allocation: Allocation) -> None:
    """Let a picker find one unit less at the first place than should be there."""
    place = allocation.places[0]
    book_short(
        BookShort(
            order_id=allocation.order_id,
            round_no=1,
            actor=f"{tenant.word}-picker",
            place=PickedPlace(
                allocation_id=place.allocation_id,
                quantity=place.quantity - 1,
                short_quantity=1,
                reason=ReasonCode.NOT_FOUND,
            ),
        )
    )


def send_off(tenant: Tenant, allocation: Allocation) -> None:
    """Have an order in a wave, picked, packed, labelled and shipped."""
    order_id, word = allocation.order_id, tenant.word
    waving_of.note(order_id=order_id, client_id=tenant.client_id, warehouse_id=tenant.warehouse_id)
    waving.queue_order(QueueOrder(order_id=order_id))
    tenant.post("waves", {"order_ids": [str(order_id)]})
    task = picking.place_pick_task(
        PlacePickTask(
            order_id=order_id,
            client_id=tenant.client_id,
            warehouse_id=tenant.warehouse_id,
            places=allocation.places,
        )
    )
    worker = f"{word}-picker"
    claim_pick_task(ClaimPickTask(task_id=task.task_id, actor=worker))
    start_pick_task(StartPickTask(task_id=task.task_id, actor=worker))
    picks = tuple(
        Pick(
            allocation_id=line.allocation_id,
            location=line.location,
            sku=line.sku,
            quantity=line.quantity,
        )
        for line in task.lines
    )
    confirm_picks(ConfirmPicks(task_id=task.task_id, actor=worker, picks=picks))
    complete_pick_task(CompletePickTask(task_id=task.task_id, actor=worker))
    line = PackLine(line_no=1, sku=tenant.sku, quantity=2)
    packing.create_pack_task(
        replace(
            packing_of.creating(order_id, line),
            client_id=tenant.client_id,
            warehouse_id=tenant.warehouse_id,
        )
    )
    address = replace(shipping_of.ADDRESS, name=f"{word} Smith")
    for number in (1, 2):
        create = replace(
            shipping_of.creating(order_id, round_no=number),
            client_id=tenant.client_id,
            warehouse_id=tenant.warehouse_id,
            address=address,
            number=f"O-{word}",
        )
        shipment = shipping.record_label(shipping_of.recording(shipping.create_shipment(create)))
        if number == 1:
            ship_shipment(ShipShipment(shipment_id=shipment.shipment_id, actor=f"{word}-dock"))
        else:
            tenant.post("manifests", {"shipment_ids": [str(shipment.shipment_id)]})
