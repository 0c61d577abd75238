"""What people do with an open manifest: add and remove shipments, hand it over, give it up."""

from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from wms.platform.admin.buttons import CommandButton, Pressed, where
from wms.platform.admin.dialogs import ReasonForm
from wms.platform.admin.fields import CodeField, CodesField, TextField
from wms.shipping import contracts
from wms.shipping.contracts import (
    AddShipments,
    CloseManifest,
    DissolveManifest,
    ManifestId,
    ManifestStatus,
    RemoveShipment,
    ShipmentId,
)
from wms.shipping.models import Manifest
from wms.shipping.selectors.shipments import shipments_called
from wms.shipping.services.add_shipments import add_shipments
from wms.shipping.services.close_manifest import close_manifest
from wms.shipping.services.dissolve_manifest import dissolve_manifest
from wms.shipping.services.remove_shipment import remove_shipment

SCOPE = "shipping:write"
WHILE_OPEN = where(Manifest, status=ManifestStatus.OPEN)


class ShipmentsForm(BaseDialogForm):
    """Asks which shipments."""

    shipments = CodesField(help_text="Their numbers or tracking numbers, with spaces between them.")


class OneShipmentForm(BaseDialogForm):
    """Asks which shipment stays behind, and why."""

    shipment = CodeField(max_length=40, help_text="Its number, or a tracking number.")
    reason = TextField(max_length=200, required=False)


def _adding(pressed: Pressed) -> AddShipments:
    return AddShipments(
        manifest_id=ManifestId(pressed.row_id),
        shipment_ids=shipments_called(pressed.asked["shipments"]),
        actor=pressed.actor,
    )


def _removing(pressed: Pressed) -> RemoveShipment:
    shipment_id: ShipmentId
    (shipment_id,) = shipments_called([pressed.asked["shipment"]])
    return RemoveShipment(
        manifest_id=ManifestId(pressed.row_id),
        shipment_id=shipment_id,
        reason=pressed.asked["reason"],
        actor=pressed.actor,
    )


def _outcome(manifest: contracts.Manifest) -> str:
    return f"{manifest.number} is {manifest.status}, with {len(manifest.shipment_ids)} shipments."


class ManifestButtons:
    """The buttons on the page of a manifest, as long as it is open."""

    actions_detail = ("add", "remove", "close", "dissolve")

    add = CommandButton(
        add_shipments,
        "Add shipments",
        scope=SCOPE,
        icon="add",
        ask=ShipmentsForm,
        title="Add shipments to the manifest?",
        consequence="They leave with it. They must be labelled, and of its carrier.",
        submit="Add",
        shows=WHILE_OPEN,
        build=_adding,
        say=_outcome,
    )
    remove = CommandButton(
        remove_shipment,
        "Remove a shipment",
        scope=SCOPE,
        icon="remove",
        ask=OneShipmentForm,
        title="Remove a shipment from the manifest?",
        consequence="It stays labelled, and can go on another manifest.",
        submit="Remove",
        shows=WHILE_OPEN,
        build=_removing,
        say=_outcome,
    )
    close = CommandButton(
        close_manifest,
        "Close",
        scope=SCOPE,
        icon="local_shipping",
        variant=ActionVariant.PRIMARY,
        title="Close the manifest?",
        consequence="The carrier has its shipments. Nothing takes that back.",
        submit="Close the manifest",
        shows=WHILE_OPEN,
        build=lambda pressed: CloseManifest(
            manifest_id=ManifestId(pressed.row_id), actor=pressed.actor
        ),
        say=_outcome,
    )
    dissolve = CommandButton(
        dissolve_manifest,
        "Dissolve",
        scope=SCOPE,
        icon="close",
        variant=ActionVariant.DANGER,
        ask=ReasonForm,
        title="Dissolve the manifest?",
        consequence="Its shipments stay labelled, and can go on other manifests.",
        submit="Dissolve the manifest",
        shows=WHILE_OPEN,
        build=lambda pressed: DissolveManifest(
            manifest_id=ManifestId(pressed.row_id),
            reason=pressed.asked["reason"],
            actor=pressed.actor,
        ),
        say=_outcome,
    )
