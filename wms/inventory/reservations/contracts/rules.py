"""Which goods are taken first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.inventory.catalogue.contracts.words import Strategy
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId
from wms.kernel.text import CODE, Code


@dataclass(frozen=True, kw_only=True)
class NewAllocationRule:
    """The body of ``POST /allocation-rules``; an empty class is that of SKUs without one."""

    strategy: Strategy
    storage_class: Annotated[str, Len(0, 16), CODE] = ""


@dataclass(frozen=True, kw_only=True)
class SetAllocationRule:
    """Say how goods of a class of a client's SKUs are chosen, from now on."""

    client_id: ClientId
    rule: NewAllocationRule
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class AllocationRule:
    """How goods of a class are chosen."""

    rule_id: UUID
    storage_class: Code
    strategy: Strategy
    changed_at: datetime
    actor: Actor
