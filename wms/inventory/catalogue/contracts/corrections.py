"""What was registered wrongly, and is put right."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, Len

from wms.inventory.catalogue.contracts.words import Tracking
from wms.kernel.actors import Actor
from wms.kernel.ids import ClientId
from wms.kernel.text import CODE, TEXT, Code

Grams = Annotated[int, Ge(0), Le(10_000_000)]
Millimetres = Annotated[int, Ge(0), Le(100_000)]


class CatalogueChange(StrEnum):
    """What people do to what stands in the catalogue."""

    CORRECTED = "corrected"


@dataclass(frozen=True, kw_only=True)
class SkuCorrection:
    """The body of ``PATCH /skus/{code}``: what is not named, or null, stays as it is.

    Weight in grams, lengths in millimetres, per base unit. An empty ``gtin`` is "has none".
    """

    description: Annotated[str, Len(0, 200), TEXT] | None = None
    base_unit: Annotated[str, Len(1, 16), CODE] | None = None
    gtin: Annotated[str, Len(0, 32), CODE] | None = None
    weight_grams: Grams | None = None
    length_mm: Millimetres | None = None
    width_mm: Millimetres | None = None
    height_mm: Millimetres | None = None
    tracking: Tracking | None = None
    storage_class: Annotated[str, Len(0, 16), CODE] | None = None
    reason: Annotated[str, Len(0, 200), TEXT] = ""

    def named(self) -> dict[str, object]:
        """Return the properties that are to be other ones, as they are kept."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        del said["reason"]
        kept = {name: value for name, value in said.items() if value is not None}
        return kept | ({"gtin": None} if self.gtin == "" else {})


@dataclass(frozen=True, kw_only=True)
class CorrectSku:
    """Put properties of a SKU right; its code stays, since orders name it."""

    client_id: ClientId
    code: Code
    correction: SkuCorrection
    actor: Actor
