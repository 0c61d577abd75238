"""What a stock keeper asks for, in a test."""

from itertools import count

from tests.factories.inventory import CLIENT, WAREHOUSE
from wms.inventory.adjustments.contracts.adjustments import (
    AdjustStock,
    ApproveAdjustment,
    NewAdjustment,
    RejectAdjustment,
)
from wms.inventory.adjustments.contracts.changes import (
    ChangeStatus,
    NewStatusChange,
    NewTransfer,
    StatusLine,
    TransferLine,
    TransferStock,
)
from wms.inventory.catalogue.contracts.catalogue import BlockLocation
from wms.inventory.catalogue.contracts.words import (
    AdjustmentReason,
    StatusChangeReason,
    StockStatus,
)
from wms.inventory.handling.contracts.adjustment_lines import AdjustmentLine
from wms.inventory.models import Location
from wms.inventory.replenishment.contracts.levels import (
    NewPickFace,
    NewStockThreshold,
    SetPickFace,
    SetStockThreshold,
)

REFERENCES = count(1)
USABLE = StockStatus.USABLE


def who(name, actor_id=None):
    """Somebody with a name, each name somebody else."""
    return {"actor": actor_id or f"token:{name}"}


def carried(quantity, source="A-01", target="B-01", sku="BOLT-M8", **properties):
    """A line of a transfer."""
    return TransferLine(
        sku=sku, from_location=source, to_location=target, quantity=quantity, **properties
    )


def transferring(*lines, reference=None, actor="keeper"):
    """Ask for goods to be carried."""
    transfer = NewTransfer(reference=reference or f"TR-{next(REFERENCES)}", lines=lines)
    return TransferStock(client_id=CLIENT, warehouse_id=WAREHOUSE, transfer=transfer, actor=actor)


def found(quantity, location="A-01", sku="BOLT-M8", **properties):
    """A line of an adjustment; a negative quantity was lost."""
    return AdjustmentLine(sku=sku, location=location, quantity=quantity, **properties)


def adjusting(*lines, reference=None, actor="keeper", reason=AdjustmentReason.FOUND, force=False):
    """Say that goods were found or lost."""
    adjustment = NewAdjustment(
        reference=reference or f"AD-{next(REFERENCES)}",
        reason_code=reason,
        lines=lines,
        force=force,
    )
    return AdjustStock(
        client_id=CLIENT, warehouse_id=WAREHOUSE, adjustment=adjustment, **who(actor)
    )


def approving(adjustment, actor="boss", *, force=False):
    """Agree to an adjustment."""
    return ApproveAdjustment(
        client_id=CLIENT, adjustment_id=adjustment.adjustment_id, **who(actor), force=force
    )


def rejecting(adjustment, actor="boss", reason="count again"):
    """Do not agree to an adjustment."""
    return RejectAdjustment(
        client_id=CLIENT, adjustment_id=adjustment.adjustment_id, **who(actor), reason=reason
    )


def turned(quantity, to_status, from_status=USABLE, **properties):
    """A line of a change of status."""
    where = {"sku": "BOLT-M8", "location": "A-01"} | properties
    return StatusLine(quantity=quantity, from_status=from_status, to_status=to_status, **where)


def changing(*lines, reference=None, reason=StatusChangeReason.DAMAGED, force=False):
    """Say that goods are fit for use, or not."""
    change = NewStatusChange(
        reference=reference or f"SC-{next(REFERENCES)}",
        reason_code=reason,
        lines=lines,
        force=force,
    )
    return ChangeStatus(client_id=CLIENT, warehouse_id=WAREHOUSE, change=change, **who("keeper"))


def damaging(quantity, *, force=False, **properties):
    """Say that goods are damaged."""
    return changing(turned(quantity, StockStatus.DAMAGED, **properties), force=force)


def blocking(location="A-01", *, blocked=True):
    """Close a place, or open it again."""
    return BlockLocation(
        location_id=Location.objects.get(code=location).id,
        reason="a leak",
        actor="keeper",
        blocked=blocked,
    )


def facing(minimum, maximum, location="A-01", sku="BOLT-M8"):
    """Ask for a pick location to be kept filled."""
    face = NewPickFace(sku=sku, location=location, minimum=minimum, maximum=maximum)
    return SetPickFace(client_id=CLIENT, warehouse_id=WAREHOUSE, face=face, actor="user:7")


def threshold_at(low_stock_at, sku="BOLT-M8"):
    """Say when stock is low."""
    threshold = NewStockThreshold(sku=sku, low_stock_at=low_stock_at)
    return SetStockThreshold(
        client_id=CLIENT, warehouse_id=WAREHOUSE, threshold=threshold, actor="user:7"
    )
