"""What every carrier can be asked.

It is outside our walls: a call may fail, hang, or arrive twice.
"""

from dataclasses import dataclass
from typing import Protocol

from wms.orders.contracts import Address
from wms.shipping.contracts import Parcel, ParcelLabel, ShipmentId


@dataclass(frozen=True, kw_only=True)
class LabelRequest:
    """Labels wanted for the cartons of a shipment, the id of which is the key of the purchase."""

    shipment_id: ShipmentId
    order_number: str
    address: Address
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True, kw_only=True)
class SoldLabels:
    """What the carrier sold, one label per carton."""

    service: str
    labels: tuple[ParcelLabel, ...]


class Carrier(Protocol):
    """Someone who takes parcels to people."""

    @property
    def name(self) -> str:
        """Return the name that stands on shipments and manifests."""

    def ships_to(self, country: str) -> bool:
        """Return whether a service goes to a country (ISO 3166-1 alpha-2)."""

    def buy(self, request: LabelRequest) -> SoldLabels:
        """Buy labels; the same key again gives the labels that were sold for it.

        Raises:
            AddressNotServable: no service goes there; asking again cannot help.
            ShipRoundClosed: the labels of the key were given back.
            CarrierUnavailable: no answer in time; the labels may have been sold or not.
        """

    def void(self, shipment_id: ShipmentId) -> None:
        """Give back the labels sold under a key; a repeat changes nothing.

        A purchase that is still on its way when the labels are given back is refused.

        Raises:
            CarrierUnavailable: no answer in time.
        """
