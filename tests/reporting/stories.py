"""Whole stories of orders, as the events that tell them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from wms.inventory.contracts import ReasonCode
from wms.inventory.events import ShortageDetectedEvent, StockReservedEvent
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders import events as orders
from wms.orders.contracts import LineProgress, OrderStatus, Priority, ShippingPolicy
from wms.packing.contracts import Carton, PackLine
from wms.packing.events import PackTaskCompletedEvent, PackTaskCreatedEvent, PackTaskStartedEvent
from wms.picking import events as picking
from wms.picking.contracts import PickedLine
from wms.reporting.projection.contracts import Entry
from wms.shipping.events import LabelGeneratedEvent, ShipmentCreatedEvent, ShipmentShippedEvent
from wms.waving import events as waving
from wms.waving.contracts import WaveId

BEGAN = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ORDER = OrderId(UUID("01890a5d-ac96-774b-bcce-b302099a8057"))
CLIENT = ClientId(UUID("01890a5d-ac96-774b-bcce-b302099a8001"))
WAREHOUSE = WarehouseId(UUID("01890a5d-ac96-774b-bcce-b302099a8002"))
DISSOLVED = WaveId(UUID("01890a5d-ac96-774b-bcce-b302099a8003"))
WAVE = WaveId(UUID("01890a5d-ac96-774b-bcce-b302099a8004"))


@dataclass(frozen=True)
class Told:
    """An event as it arrives."""

    event: Event
    sequence: int
    occurred_at: datetime
    actor: str = "token:ada"

    @property
    def entry(self) -> Entry:
        """Return what a projection is given of it."""
        return Entry(
            event=self.event,
            event_id=uuid5(self.event.subject, f"{self.event.event_type} {self.sequence}"),
            sequence=self.sequence,
            occurred_at=self.occurred_at,
            actor=self.actor,
        )


def made(what: str, order_id: UUID = ORDER) -> Any:
    """Return the id of a thing that belongs to an order."""
    return uuid5(order_id, what)


def received(order_id: UUID = ORDER, **changes) -> orders.OrderReceivedEvent:
    """Return the start of a story: two lines of an order."""
    fields: dict[str, Any] = {
        "order_id": OrderId(order_id),
        "client_id": CLIENT,
        "warehouse_id": WAREHOUSE,
        "number": "O-000007",
        "external_ref": "shop-7",
        "customer_id": "C-1",
        "priority": Priority.NEXT_DAY,
        "shipping_policy": ShippingPolicy.SHIP_COMPLETE,
        "ship_by": date(2026, 11, 24),
        "country": "DE",
        "lines": (
            orders.ReceivedLine(line_no=1, sku="MUG", quantity=3),
            orders.ReceivedLine(line_no=2, sku="PLATE", quantity=2),
        ),
    }
    return orders.OrderReceivedEvent(**{**fields, **changes})


def step(event: Any, status: OrderStatus, **fields: Any) -> Any:
    """Return a later event of the order."""
    return event(order_id=ORDER, client_id=CLIENT, status=status, **fields)


def numbered(*events: Event) -> list[Told]:
    """Return events a minute apart, each with the version its subject reaches by it."""
    versions: dict[tuple[str, UUID], int] = {}
    told = []
    for minute, event in enumerate(events):
        source = (event.noun, event.subject)
        versions[source] = versions.get(source, 0) + 1
        told.append(Told(event, versions[source], BEGAN + timedelta(minutes=minute)))
    return told


def short_story() -> list[Told]:
    """Tell of an order that waits for stock, changes its wave, and ships one line short."""
    of_order: dict[str, Any] = {"order_id": ORDER, "client_id": CLIENT}
    here: dict[str, Any] = {**of_order, "warehouse_id": WAREHOUSE}
    stock: dict[str, Any] = {**here, "reservation_id": made("reservation"), "round_no": 1}
    walk: dict[str, Any] = {**here, "task_id": made("pick")}
    pack: dict[str, Any] = {**here, "task_id": made("pack")}
    parcel: dict[str, Any] = {**here, "shipment_id": made("shipment")}
    in_wave: dict[str, Any] = {**of_order, "warehouse_id": WAREHOUSE}
    short = PickedLine(
        allocation_id=made("allocation"),
        line_no=2,
        sku="PLATE",
        lot="",
        location="A-02",
        quantity=1,
        short_quantity=1,
        reason=ReasonCode.NOT_FOUND,
    )
    carton = Carton(
        carton_id=made("carton"),
        carton_no=1,
        weight_grams=900,
        length_mm=0,
        width_mm=0,
        height_mm=0,
        lines=(PackLine(line_no=1, sku="MUG", quantity=3),),
    )
    lines = (LineProgress(line_no=2, picked=1, short_closed=1),)
    tracking: dict[str, Any] = {"carrier": "SIM", "tracking_numbers": ("SIM0001",)}
    ready = waving.ReleasedOrder(
        **of_order, number="O-000007", round_no=1, priority_rank=1, lines=()
    )
    return numbered(
        received(),
        ShortageDetectedEvent(**stock, sku="MUG", missing=2),
        step(orders.OrderValidatedEvent, OrderStatus.VALIDATED),
        step(orders.OrderBackorderedEvent, OrderStatus.BACKORDERED),
        StockReservedEvent(**stock, lines=()),
        step(orders.OrderReservedEvent, OrderStatus.RESERVED),
        waving.WaveOrderAddedEvent(wave_id=DISSOLVED, **in_wave),
        waving.WaveOrderRemovedEvent(wave_id=DISSOLVED, **in_wave, reason="dissolved"),
        waving.WaveOrderAddedEvent(wave_id=WAVE, **in_wave),
        step(orders.OrderWaveAssignedEvent, OrderStatus.WAVE_ASSIGNED, wave_id=WAVE),
        waving.WaveReleasedEvent(
            wave_id=WAVE,
            warehouse_id=WAREHOUSE,
            number="W-000002",
            page=1,
            pages=1,
            orders=(ready,),
        ),
        picking.PickTaskCreatedEvent(**walk, wave_id=WAVE, number="P-000001"),
        picking.PickTaskAssignedEvent(**walk, worker="ada"),
        picking.PickTaskStartedEvent(**walk, wave_id=WAVE, worker="ada"),
        step(orders.OrderPickingStartedEvent, OrderStatus.PICKING),
        picking.ItemShortEvent(**walk, line=short),
        picking.PickTaskCompletedEvent(
            **walk, wave_id=WAVE, round_no=1, worker="ada", lines=(short,)
        ),
        step(orders.OrderPickedEvent, OrderStatus.PICKED, lines=lines),
        step(orders.OrderShortClosedEvent, OrderStatus.PICKED, lines=lines),
        PackTaskCreatedEvent(**pack, number="K-000001", lines=()),
        PackTaskStartedEvent(**pack, worker="bob"),
        PackTaskCompletedEvent(**pack, round_no=1, cartons=(carton,)),
        step(orders.OrderPackedEvent, OrderStatus.PACKED),
        ShipmentCreatedEvent(**parcel, number="S-000001"),
        LabelGeneratedEvent(**parcel, **tracking, service="standard"),
        ShipmentShippedEvent(**parcel, **tracking, round_no=1),
        step(orders.OrderShippedEvent, OrderStatus.SHIPPED, tracking_numbers=("SIM0001",)),
        step(orders.OrderCompletedEvent, OrderStatus.COMPLETED),
    )
