"""A day small enough to be counted by hand: what each event says is written out here.

Berlin, 22 November 2026, one client, a stranger, one building. Times are in UTC.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from tests.reporting.stories import CLIENT, WAREHOUSE, Told
from wms.inventory import events as inventory
from wms.inventory.catalogue.contracts.words import MovementCause, StockStatus, Tracking
from wms.inventory.contracts import ReasonCode
from wms.inventory.counts.contracts.counts import PostedLine
from wms.inventory.stock.events import BookedMovement
from wms.kernel.ids import ClientId, OrderId
from wms.orders import events as orders
from wms.orders.contracts import LineProgress, Money, OrderStatus, Priority, ShippingPolicy
from wms.packing.contracts import Carton, PackLine
from wms.packing.events import PackTaskCompletedEvent
from wms.picking.contracts import PickedLine
from wms.picking.events import ItemPickedEvent, ItemShortEvent
from wms.shipping.events import LabelGeneratedEvent, ShipmentShippedEvent
from wms.waving import events as waving
from wms.waving.contracts import WaveId, WaveLine

STRANGER = ClientId(UUID(int=77))
ADA, BOB = "user:1", "token:bob"
A, B, C, D, E = (OrderId(UUID(int=n)) for n in range(1, 6))
W1, W2 = WaveId(UUID(int=11)), WaveId(UUID(int=12))


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    """Return a time of the day."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def _id(of: UUID, what: str) -> Any:
    """Return the id of a thing that belongs to another, of whatever kind it is."""
    return uuid5(of, what)


def _order(order_id, moment, units, ship_by, client_id=CLIENT):
    lines = tuple(
        orders.ReceivedLine(line_no=n, sku=sku, quantity=quantity)
        for n, (sku, quantity) in enumerate(units.items(), 1)
    )
    event = orders.OrderReceivedEvent(
        order_id=order_id,
        client_id=client_id,
        warehouse_id=WAREHOUSE,
        number=f"O-{order_id.int}",
        external_ref=f"ref-{order_id.int}",
        customer_id="C-1",
        priority=Priority.STANDARD,
        shipping_policy=ShippingPolicy.SHIP_COMPLETE,
        ship_by=ship_by,
        country="DE",
        lines=lines,
        consignee="Zoë",
    )
    return Told(event, 1, moment)


class _Day:
    """Counts the versions of each subject as its events are written down."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self._versions: dict[UUID, int] = {}

    def add(self, event: Any, moment: datetime, actor: str = ADA) -> None:
        self._versions[event.subject] = self._versions.get(event.subject, 0) + 1
        self.told.append(Told(event, self._versions[event.subject], moment, actor))

    def step(self, kind: Any, order_id: OrderId, status: OrderStatus, moment, **fields) -> None:
        of: dict[str, Any] = {"order_id": order_id, "client_id": CLIENT, "status": status}
        self.add(kind(**of, **fields), moment)


def _released(wave_id, number, page, pages, order_ids):
    return waving.WaveReleasedEvent(
        wave_id=wave_id,
        warehouse_id=WAREHOUSE,
        number=number,
        page=page,
        pages=pages,
        orders=tuple(
            waving.ReleasedOrder(
                order_id=each,
                client_id=CLIENT,
                number=f"O-{each.int}",
                round_no=1,
                priority_rank=2,
                lines=tuple(WaveLine(line_no=n, sku="MUG", quantity=1) for n in range(1, 3)),
            )
            for each in order_ids
        ),
    )


def _stop(order_id, n, sku, location, *, picked, short=0) -> dict[str, Any]:
    return {
        "task_id": _id(order_id, "pick"),
        "order_id": order_id,
        "client_id": CLIENT,
        "warehouse_id": WAREHOUSE,
        "line": PickedLine(
            allocation_id=_id(order_id, f"stop {n}"),
            line_no=n,
            sku=sku,
            location=location,
            lot="",
            quantity=picked,
            short_quantity=short,
            reason=ReasonCode.NOT_FOUND if short else None,
        ),
    }


def _booked(day, moment, name, *lines, order_id=None):
    day.add(
        inventory.MovementsBookedEvent(
            booking_id=_id(WAREHOUSE, name),
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            order_id=order_id,
            reference=name,
            lines=tuple(
                BookedMovement(
                    sku=sku,
                    lot=lot,
                    expires_on=expires,
                    quantity=quantity,
                    cause=cause,
                    reason="",
                    from_status=StockStatus.USABLE if out else None,
                    to_status=StockStatus.USABLE if into else None,
                )
                for sku, lot, expires, quantity, cause, out, into in lines
            ),
        ),
        moment,
    )


def small_day() -> list[Told]:
    """Return the events of the day, in the order of their times."""
    day = _Day()
    _of_stock(day)
    _of_orders(day)
    _of_waves(day)
    _of_floor(day)
    return sorted(day.told, key=lambda told: told.occurred_at)


def _of_stock(day):
    receipt, pick, shipment = MovementCause.RECEIPT, MovementCause.PICK, MovementCause.SHIPMENT
    registered, corrected = inventory.SkuRegisteredEvent, inventory.SkuCorrectedEvent
    # The mug was measured wrongly at first, and once more when it was put right.
    for said, sku, size, moment in (
        (registered, "MUG", (10, 10, 10), at(6)),
        (registered, "PLATE", (0, 0, 0), at(6)),
        (corrected, "MUG", (100, 10_000, 100), at(6, 10)),
        (corrected, "MUG", (100, 100, 100), at(6, 20)),
    ):
        length, width, height = size
        day.add(
            said(
                sku_id=_id(CLIENT, sku),
                client_id=CLIENT,
                code=sku,
                description="",
                base_unit="each",
                weight_grams=300,
                length_mm=length,
                width_mm=width,
                height_mm=height,
                tracking=Tracking.NONE,
            ),
            moment,
        )
    for moment, amount in ((at(6, 30), "2.50"), (at(6, 30, day=23), "3")):
        day.add(
            inventory.SkuValuedEvent(
                sku_id=_id(CLIENT, "MUG"),
                client_id=CLIENT,
                code="MUG",
                value=Money(amount=amount, currency="EUR"),
            ),
            moment,
        )
    soon, later = date(2026, 12, 1), date(2027, 6, 1)
    _booked(day, at(9, day=12), "old", ("PLATE", "L1", soon, 40, receipt, False, True))
    _booked(
        day,
        at(7),
        "truck",
        ("MUG", "", None, 100, receipt, False, True),
        ("PLATE", "L2", later, 10, receipt, False, True),
    )
    _booked(day, at(12), "picked", ("MUG", "", None, 5, pick, True, True), order_id=A)
    _booked(day, at(14), "left", ("MUG", "", None, 5, shipment, True, False), order_id=A)
    # Half past eleven at night in London is the next day in Berlin.
    found = MovementCause.COUNT
    _booked(day, at(23, 30), "found", ("PLATE", "L1", soon, 2, found, False, True))


def _of_orders(day):
    first, last = date(2026, 11, 22), date(2026, 11, 21)
    for order_id, moment, units, ship_by in (
        (A, at(8), {"MUG": 3, "PLATE": 2}, first),
        (B, at(8, 10), {"MUG": 1}, last),
        (C, at(9, 30), {"MUG": 2, "PLATE": 1}, None),
        (D, at(10), {"PLATE": 9}, last),
    ):
        told = _order(order_id, moment, units, ship_by)
        day.add(told.event, moment)
    day.add(_order(E, at(8, 20), {"MUG": 50}, first, STRANGER).event, at(8, 20))
    for order_id, minutes in ((A, 2), (B, 4), (C, 6)):
        begun = 8 if order_id in {A, B} else 9
        day.step(
            orders.OrderValidatedEvent, order_id, OrderStatus.VALIDATED, at(begun, 30 + minutes)
        )
        day.step(orders.OrderReservedEvent, order_id, OrderStatus.RESERVED, at(begun, 40 + minutes))
    day.step(orders.OrderValidatedEvent, D, OrderStatus.VALIDATED, at(10, 1))
    day.step(orders.OrderBackorderedEvent, D, OrderStatus.BACKORDERED, at(10, 2))
    for order_id, hour in ((A, 11), (B, 15)):
        day.step(orders.OrderPickingStartedEvent, order_id, OrderStatus.PICKING, at(hour, 30))
        day.step(orders.OrderPickedEvent, order_id, OrderStatus.PICKED, at(hour, 50), lines=())
        day.step(orders.OrderPackedEvent, order_id, OrderStatus.PACKED, at(hour + 1, 30))
        tracking = (f"T{order_id.int}",)
        day.step(
            orders.OrderShippedEvent,
            order_id,
            OrderStatus.SHIPPED,
            at(hour + 3),
            tracking_numbers=tracking,
        )
    short = (LineProgress(line_no=2, picked=1, short_closed=1),)
    day.step(orders.OrderShortClosedEvent, A, OrderStatus.SHIPPED, at(14, 1), lines=short)
    day.step(orders.OrderCompletedEvent, A, OrderStatus.COMPLETED, at(14, 10))
    gone: dict[str, Any] = {"reason": "twice", "warehouse_id": WAREHOUSE}
    day.step(orders.OrderCancelledEvent, C, OrderStatus.CANCELLED, at(16), **gone)


def _of_waves(day):
    of: dict[str, Any] = {"warehouse_id": WAREHOUSE}
    for wave_id, number, cutoff in ((W1, "W-1", at(13)), (W2, "W-2", at(15, 30))):
        day.add(
            waving.WaveCreatedEvent(
                **of, wave_id=wave_id, number=number, max_orders=4, max_lines=8, cutoff_at=cutoff
            ),
            at(10, 30),
        )
    for wave_id, order_id in ((W1, A), (W2, B)):
        day.add(
            waving.WaveOrderAddedEvent(**of, wave_id=wave_id, order_id=order_id, client_id=CLIENT),
            at(10, 31),
        )
    day.add(_released(W1, "W-1", 1, 2, [A]), at(11))
    day.add(_released(W1, "W-1", 2, 2, [C]), at(11))
    day.add(_released(W2, "W-2", 1, 1, [B]), at(15))
    day.add(waving.WaveCompletedEvent(**of, wave_id=W1), at(12))
    day.add(waving.WaveCompletedEvent(**of, wave_id=W2), at(16))


def _of_floor(day):
    day.add(ItemPickedEvent(**_stop(A, 1, "MUG", "A-01", picked=3)), at(11, 35))
    day.add(ItemPickedEvent(**_stop(A, 2, "PLATE", "A-02", picked=1, short=1)), at(11, 40))
    day.add(ItemShortEvent(**_stop(A, 2, "PLATE", "A-02", picked=1, short=1)), at(11, 40))
    day.add(ItemPickedEvent(**_stop(B, 1, "MUG", "A-01", picked=1)), at(15, 40), actor=BOB)
    for order_id, sku, moment in ((A, "MUG", at(12, 30)), (B, "PLATE", at(16, 30))):
        carton = Carton(
            carton_id=_id(order_id, "carton"),
            carton_no=1,
            weight_grams=900,
            length_mm=200,
            width_mm=100,
            height_mm=300,
            lines=(PackLine(line_no=1, sku=sku, quantity=3),),
        )
        day.add(
            PackTaskCompletedEvent(
                task_id=_id(order_id, "pack"),
                order_id=order_id,
                client_id=CLIENT,
                warehouse_id=WAREHOUSE,
                round_no=1,
                cartons=(carton,),
            ),
            moment,
        )
    of: dict[str, Any] = {"shipment_id": _id(A, "shipment"), "order_id": A, "client_id": CLIENT}
    sent: dict[str, Any] = {
        **of,
        "warehouse_id": WAREHOUSE,
        "carrier": "SIM",
        "tracking_numbers": ("T1",),
    }
    day.add(LabelGeneratedEvent(**sent, service="standard"), at(12, 40))
    day.add(ShipmentShippedEvent(**sent, round_no=1), at(14))
    reserved: dict[str, Any] = {"client_id": CLIENT, "warehouse_id": WAREHOUSE, "round_no": 1}
    for order_id in (A, B, C):
        day.add(
            inventory.StockReservedEvent(
                **reserved, reservation_id=_id(order_id, "r"), order_id=order_id, lines=()
            ),
            at(9),
        )
    day.add(
        inventory.ShortageDetectedEvent(
            **reserved, reservation_id=_id(D, "r"), order_id=D, sku="PLATE", missing=4
        ),
        at(10, 2),
    )
    lines = [("MUG", 95, 0), ("PLATE", 48, -2)]
    day.add(
        inventory.CountPostedEvent(
            count_id=_id(WAREHOUSE, "count"),
            client_id=CLIENT,
            warehouse_id=WAREHOUSE,
            number="C-1",
            location="A-01",
            lines=tuple(
                PostedLine(
                    sku=sku,
                    lot="",
                    status=StockStatus.USABLE,
                    counted=counted,
                    difference=difference,
                    found=0,
                    gained=0,
                    lost=-difference,
                )
                for sku, counted, difference in lines
            ),
        ),
        at(17),
    )
