"""Requests about shipments and manifests."""

from tests.commands.registry import example_of
from tests.factories.shipping import (
    ACTOR,
    CLIENT,
    cancelling,
    creating,
    labelled_shipment,
    new_order,
    new_shipment,
    opening,
    recording,
)
from wms.shipping.contracts import (
    AddShipments,
    CloseManifest,
    DissolveManifest,
    RemoveShipment,
    ShipShipment,
    VoidLabel,
)
from wms.shipping.services.add_shipments import add_shipments
from wms.shipping.services.cancel_shipment import cancel_shipment
from wms.shipping.services.close_manifest import close_manifest
from wms.shipping.services.create_shipment import create_shipment
from wms.shipping.services.dissolve_manifest import dissolve_manifest
from wms.shipping.services.open_manifest import open_manifest
from wms.shipping.services.record_label import record_label
from wms.shipping.services.remove_shipment import remove_shipment
from wms.shipping.services.ship_shipment import ship_shipment
from wms.shipping.services.void_label import withdraw_label


@example_of(create_shipment)
def packed_order():
    return creating(new_order(), cartons=2)


@example_of(record_label)
def bought_labels():
    return recording(new_shipment())


@example_of(withdraw_label)
def label_of_a_cancelled_order():
    return VoidLabel(shipment_id=labelled_shipment().shipment_id)


@example_of(cancel_shipment)
def shipment_of_a_cancelled_order():
    return cancelling(new_shipment().order_id)


@example_of(open_manifest)
def shipments_of_a_carrier():
    return opening(labelled_shipment(), labelled_shipment())


@example_of(close_manifest)
def loaded_truck():
    manifest = open_manifest(opening(labelled_shipment()))
    return CloseManifest(manifest_id=manifest.manifest_id, actor=ACTOR, client_id=CLIENT)


@example_of(add_shipments)
def what_else_the_truck_takes():
    manifest = open_manifest(opening(labelled_shipment()))
    return AddShipments(
        manifest_id=manifest.manifest_id,
        shipment_ids=(labelled_shipment().shipment_id,),
        actor=ACTOR,
        client_id=CLIENT,
    )


@example_of(remove_shipment)
def what_stays_behind():
    shipment = labelled_shipment()
    manifest = open_manifest(opening(shipment, labelled_shipment()))
    return RemoveShipment(
        manifest_id=manifest.manifest_id,
        shipment_id=shipment.shipment_id,
        actor=ACTOR,
        client_id=CLIENT,
    )


@example_of(dissolve_manifest)
def truck_that_does_not_come():
    manifest = open_manifest(opening(labelled_shipment()))
    return DissolveManifest(
        manifest_id=manifest.manifest_id, reason="no truck", actor=ACTOR, client_id=CLIENT
    )


@example_of(ship_shipment)
def single_parcel():
    return ShipShipment(shipment_id=labelled_shipment().shipment_id, actor=ACTOR, client_id=CLIENT)
