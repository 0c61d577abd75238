"""The fact that stock was adjusted: by a person, a count or a date."""

from dataclasses import dataclass
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MovementCause
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.kernel.events import Event
from wms.kernel.ids import ClientId, WarehouseId


@dataclass(frozen=True, kw_only=True)
class StockAdjustedEvent(
    Event, event_type="wms.inventory.stock-adjusted", subject="change_id", grows="lines"
):
    """Goods were found, written off or took another status: so many less of one, more of another.

    ``change_id`` is that of the adjustment or of the change of status, as ``cause`` says.

    Lines that were left out are read with the movements of its reference.
    """

    change_id: UUID
    client_id: ClientId
    warehouse_id: WarehouseId
    cause: MovementCause
    reference: str
    reason_code: str
    lines: tuple[AdjustmentLine, ...]
    actor: str
    left_out: int = 0
