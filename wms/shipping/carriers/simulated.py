"""A carrier that exists in this process only, with faults that can be switched on."""

import time
from dataclasses import dataclass
from enum import StrEnum

from wms.shipping.carriers.carrier import LabelRequest, SoldLabels
from wms.shipping.carriers.countries import COUNTRIES
from wms.shipping.carriers.memory import Memory
from wms.shipping.contracts import (
    AddressNotServable,
    CarrierUnavailable,
    ParcelLabel,
    ShipmentId,
)
from wms.shipping.domain.sscc import sscc_for
from wms.shipping.domain.zpl import LabelText, label

NAME = "simulated"
SERVICE = "parcel"


class Fault(StrEnum):
    """What can go wrong at a carrier.

    The two time-outs hit the first try under each key, so that a caller who tries again gets
    through; the others stay until they are switched off.
    """

    NONE = ""
    TIME_OUT_BEFORE_SALE = "time_out_before_sale"
    TIME_OUT_AFTER_SALE = "time_out_after_sale"
    REFUSE_ADDRESS = "refuse_address"
    OUTAGE = "outage"


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """How the carrier behaves; a delay in milliseconds stands before each answer."""

    refused_countries: frozenset[str] = frozenset()
    fault: Fault = Fault.NONE
    delay_ms: int = 0


class SimulatedCarrier:
    """Sells labels whose numbers follow from the key, so that every process sells the same."""

    def __init__(self, simulation: Simulation, memory: Memory) -> None:
        self._simulation = simulation
        self._memory = memory

    @property
    def name(self) -> str:
        return NAME

    def ships_to(self, country: str) -> bool:
        return country in COUNTRIES and country not in self._simulation.refused_countries

    def buy(self, request: LabelRequest) -> SoldLabels:
        is_first_try = self._memory.tries(request.shipment_id) == 0
        self._answer_slowly()
        fault = self._simulation.fault
        if fault == Fault.TIME_OUT_BEFORE_SALE and is_first_try:
            raise CarrierUnavailable("the carrier did not answer in time")
        if fault == Fault.REFUSE_ADDRESS or not self.ships_to(request.address.country):
            raise AddressNotServable(f"no service goes to {request.address.country}")
        self._memory.sell(request.shipment_id)
        if fault == Fault.TIME_OUT_AFTER_SALE and is_first_try:
            raise CarrierUnavailable("the carrier did not answer in time")
        return SoldLabels(service=SERVICE, labels=_labels(request))

    def void(self, shipment_id: ShipmentId) -> None:
        self._answer_slowly()
        self._memory.void(shipment_id)

    def _answer_slowly(self) -> None:
        time.sleep(self._simulation.delay_ms / 1000)
        if self._simulation.fault == Fault.OUTAGE:
            raise CarrierUnavailable("the carrier is out of service")


def _labels(request: LabelRequest) -> tuple[ParcelLabel, ...]:
    numbers = [sscc_for(request.shipment_id, parcel.carton_no) for parcel in request.parcels]
    return tuple(
        ParcelLabel(
            carton_no=parcel.carton_no,
            tracking_number=number,
            zpl=label(
                LabelText(
                    carrier=NAME,
                    service=SERVICE,
                    address=request.address,
                    order_number=request.order_number,
                    carton_no=parcel.carton_no,
                    cartons=len(request.parcels),
                    weight_grams=parcel.weight_grams,
                    sscc=number,
                )
            ),
        )
        for parcel, number in zip(request.parcels, numbers, strict=True)
    )
