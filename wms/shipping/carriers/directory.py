"""The carriers we can buy from, as the settings say."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from wms.shipping.carriers.carrier import Carrier
from wms.shipping.carriers.memory import Ledger, Memory, ProcessMemory
from wms.shipping.carriers.simulated import Fault, SimulatedCarrier, Simulation

_KNOWN = frozenset({"refused_countries", "fault", "delay_ms", "ledger"})
_MEMORY = ProcessMemory()


def the_carrier() -> Carrier:
    """Return the carrier that ships for us.

    Raises:
        ImproperlyConfigured: ``settings.CARRIER`` names a fault or an option that is not there.
    """
    return SimulatedCarrier(_simulation(settings.CARRIER), books())


def books() -> Memory:
    """Return what the simulated carrier remembers: of this process, or in its ledger file."""
    ledger = str(settings.CARRIER.get("ledger", ""))
    return Ledger(Path(ledger)) if ledger else _MEMORY


def _simulation(options: dict[str, Any]) -> Simulation:
    unknown = set(options) - _KNOWN
    if unknown:
        raise ImproperlyConfigured(f"CARRIER has no option {', '.join(sorted(unknown))}")
    fault = options.get("fault", "")
    if fault not in set(Fault):
        raise ImproperlyConfigured(f"CARRIER has no fault {fault}: {', '.join(Fault)}")
    return Simulation(
        refused_countries=frozenset(options.get("refused_countries", ())),
        fault=Fault(fault),
        delay_ms=options.get("delay_ms", 0),
    )
