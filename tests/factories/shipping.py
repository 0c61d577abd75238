"""Shipments that shipping starts a test with, made by its own commands."""

from dataclasses import replace
from uuid import UUID

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders.contracts import Address
from wms.platform.ids import new_id
from wms.shipping import facade as shipping
from wms.shipping.contracts import (
    CancelShipment,
    CreateShipment,
    OpenManifest,
    Parcel,
    ParcelLabel,
    RecordLabel,
    Shipment,
    ShipShipment,
)
from wms.shipping.models import ShippingOutbox
from wms.shipping.services.ship_shipment import ship_shipment

CLIENT = ClientId(UUID("01990000-0000-7000-8000-00000000000c"))
WAREHOUSE = WarehouseId(UUID("01990000-0000-7000-8000-00000000000d"))
ACTOR = "dock"
ADDRESS = Address(
    name="Ada Lovelace",
    line1="12 St James's Square",
    city="London",
    postal_code="SW1Y 4JH",
    country="GB",
)


def new_order() -> OrderId:
    return OrderId(new_id())


def parcels(count: int = 1) -> tuple[Parcel, ...]:
    return tuple(
        Parcel(
            carton_id=new_id(),
            carton_no=carton_no,
            weight_grams=800,
            length_mm=300,
            width_mm=200,
            height_mm=100,
        )
        for carton_no in range(1, count + 1)
    )


def creating(order_id: OrderId, *, cartons: int = 1, round_no: int = 1) -> CreateShipment:
    return CreateShipment(
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        number="O-000007",
        address=ADDRESS,
        parcels=parcels(cartons),
        round_no=round_no,
    )


def cancelling(order_id: OrderId, *, round_no: int = 1) -> CancelShipment:
    return CancelShipment(
        order_id=order_id,
        client_id=CLIENT,
        warehouse_id=WAREHOUSE,
        reason="changed my mind",
        round_no=round_no,
    )


def recording(shipment: Shipment, *, carrier: str = "simulated") -> RecordLabel:
    """Return labels as a carrier could have sold them: numbers that nobody else has."""
    return RecordLabel(
        shipment_id=shipment.shipment_id,
        carrier=carrier,
        service="parcel",
        labels=tuple(
            ParcelLabel(
                carton_no=parcel.carton_no,
                tracking_number=f"T{parcel.carton_id.hex}",
                zpl=f"^XA^FD{parcel.carton_no}^FS^XZ\n",
            )
            for parcel in shipment.parcels
        ),
    )


def new_shipment(*, cartons: int = 1) -> Shipment:
    return shipping.create_shipment(creating(new_order(), cartons=cartons))


def labelled_shipment(*, cartons: int = 1, carrier: str = "simulated") -> Shipment:
    return shipping.record_label(recording(new_shipment(cartons=cartons), carrier=carrier))


def labelled_for(client_id: ClientId, warehouse_id: WarehouseId = WAREHOUSE) -> Shipment:
    command = replace(creating(new_order()), client_id=client_id, warehouse_id=warehouse_id)
    return shipping.record_label(recording(shipping.create_shipment(command)))


def shipped_shipment() -> Shipment:
    shipment = labelled_shipment()
    return ship_shipment(ShipShipment(shipment_id=shipment.shipment_id, actor=ACTOR))


def opening(*shipments: Shipment) -> OpenManifest:
    return OpenManifest(
        shipment_ids=tuple(each.shipment_id for each in shipments), actor=ACTOR, client_id=CLIENT
    )


def published(subject: UUID) -> list[tuple[str, int]]:
    """Return what was published of an aggregate, less the prefix, with its sequence."""
    messages = ShippingOutbox.objects.filter(subject=subject).order_by("id")
    return [(each.event_type.removeprefix("wms.shipping."), each.sequence) for each in messages]
