"""Stock a test starts with, made the way it comes in: through the facade."""

from itertools import count
from uuid import UUID, uuid4

from wms.inventory import facade as inventory
from wms.inventory.catalogue.commands.register_location import (
    register_location as register_this_location,
)
from wms.inventory.catalogue.commands.register_sku import register_sku as register_this_sku
from wms.inventory.catalogue.contracts.catalogue import (
    NewLocation,
    NewSku,
    RegisterLocation,
    RegisterSku,
)
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.contracts import (
    AllocateStock,
    BookPicks,
    BookShipment,
    DeallocateStock,
    PickedPlace,
    ReasonCode,
    ReleaseReservation,
    ReserveStock,
    StockLine,
)
from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceipt, NewReceiptLine, ReceiveStock
from wms.inventory.reservations.contracts.reservations import Allocation
from wms.kernel.ids import ClientId, OrderId, WarehouseId

CLIENT = ClientId(UUID("00000000-0000-7000-8000-00000000c11e"))
WAREHOUSE = WarehouseId(UUID("00000000-0000-7000-8000-00000000ca5e"))
REFERENCES = count(1)


def register_sku(code: str = "BOLT-M8", **properties) -> None:
    """Make a SKU known."""
    sku = NewSku(code=code, **properties)
    register_this_sku(RegisterSku(client_id=CLIENT, sku=sku, actor="user:7"))


def register_location(
    code: str = "A-01", kind: LocationKind = LocationKind.PICK, pick_sequence: int = 0
) -> None:
    """Make a location known."""
    location = NewLocation(code=code, kind=kind, pick_sequence=pick_sequence)
    register_this_location(
        RegisterLocation(warehouse_id=WAREHOUSE, location=location, actor="user:7")
    )


def receiving(*lines: NewReceiptLine, reference: str | None = None) -> ReceiveStock:
    """Ask for goods to be booked in."""
    receipt = NewReceipt(reference=reference or f"ASN-{next(REFERENCES)}", lines=lines)
    return ReceiveStock(client_id=CLIENT, warehouse_id=WAREHOUSE, receipt=receipt, actor="receiver")


def put(quantity: int, sku: str = "BOLT-M8", location: str = "A-01", **properties) -> None:
    """Make a SKU known and receive units of it at a known location."""
    register_sku(sku)
    line = NewReceiptLine(sku=sku, location=location, quantity=quantity, **properties)
    receive_stock(receiving(line))


def reserving(
    *wishes: int | tuple[str, int],
    order_id: UUID | None = None,
    rank: int = 2,
    round_no: int = 1,
    takes_part: bool = False,
) -> ReserveStock:
    """Ask for units (of BOLT-M8 where no SKU is named), a line for each wish."""
    named = [("BOLT-M8", wish) if isinstance(wish, int) else wish for wish in wishes]
    return ReserveStock(
        order_id=OrderId(order_id or uuid4()),
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        lines=tuple(
            StockLine(line_no=line_no, sku=sku, quantity=quantity)
            for line_no, (sku, quantity) in enumerate(named, start=1)
        ),
        priority_rank=rank,
        round_no=round_no,
        takes_part=takes_part,
    )


def reserved(*wishes: int | tuple[str, int], **properties) -> ReserveStock:
    """Reserve units as ``reserving`` asks for them, and return what was asked."""
    order = reserving(*wishes, **properties)
    inventory.reserve_stock(order)
    return order


def releasing(order: ReserveStock, reason: str = "cancelled") -> ReleaseReservation:
    """Ask for what an order is promised."""
    return ReleaseReservation(
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        reason=reason,
        round_no=order.round_no,
    )


def deallocating(order: ReserveStock, reason: str = "undone") -> DeallocateStock:
    """Ask for what is claimed for an order."""
    return DeallocateStock(
        order_id=order.order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        reason=reason,
        round_no=order.round_no,
    )


def allocating(order: ReserveStock) -> AllocateStock:
    """Ask for the places of an order."""
    return AllocateStock(order_id=order.order_id, round_no=order.round_no)


def picking(
    allocation: Allocation,
    short: int = 0,
    reason: ReasonCode | None = ReasonCode.NOT_FOUND,
    *,
    is_complete: bool = False,
) -> BookPicks:
    """Say that all places were picked; at the first of them some units were missing."""
    return BookPicks(
        order_id=allocation.order_id,
        round_no=allocation.round_no,
        actor="picker",
        is_complete=is_complete,
        places=tuple(
            PickedPlace(
                allocation_id=place.allocation_id,
                quantity=place.quantity - (0 if index else short),
                short_quantity=0 if index else short,
                reason=None if index or not short else reason,
            )
            for index, place in enumerate(allocation.places)
        ),
    )


def shipping(order: ReserveStock) -> BookShipment:
    """Say that an order left."""
    return BookShipment(order_id=order.order_id, actor="dispatcher", round_no=order.round_no)
