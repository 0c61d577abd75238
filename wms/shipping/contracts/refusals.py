"""What shipping refuses, and under which code."""

from wms.kernel.errors import Conflict, NotFound


class ShipmentNotFound(NotFound):
    """There is no such shipment."""

    code = "shipment_not_found"


class ManifestNotFound(NotFound):
    """There is no such manifest."""

    code = "manifest_not_found"


class ShipmentNotReady(Conflict):
    """The shipment is not in a state that allows this."""

    code = "shipment_not_ready"


class LabelMissing(NotFound):
    """The shipment has no label yet."""

    code = "label_missing"


class LabelDiffers(Conflict):
    """The shipment has other labels: never two for one carton."""

    code = "label_differs"


class ManifestNotOpen(Conflict):
    """The manifest was handed over or dissolved."""

    code = "manifest_not_open"


class ManifestFull(Conflict):
    """A manifest has at most 2,000 shipments."""

    code = "manifest_full"


class MixedCarriers(Conflict):
    """A manifest is for one carrier."""

    code = "mixed_carriers"


class MixedManifest(Conflict):
    """A manifest is for the goods of one client in one warehouse."""

    code = "mixed_manifest"


class ShipmentHandedOver(Conflict):
    """The carrier has the shipment."""

    code = "shipment_handed_over"


class ShipRoundClosed(Conflict):
    """The shipment was cancelled in this round; only another round can make one."""

    code = "ship_round_closed"


class AddressNotServable(Conflict):
    """No carrier service goes to the address; asking again cannot help."""

    code = "address_not_servable"


class CarrierUnavailable(Exception):
    """The carrier did not answer, or not in time; whether it acted is unknown.

    No refusal: the same request under the same key may be sent again, and must be.
    """
