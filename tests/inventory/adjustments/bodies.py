"""What a stock keeper sends, and everything it may change."""

from tests.support.tables import rows_of
from wms.inventory.models import (
    Adjustment,
    InventoryOutbox,
    PickFace,
    StatusChange,
    StockMovement,
    StockThreshold,
    StockUnit,
    Transfer,
)

PATHS = ("transfers", "adjustments", "status-changes", "pick-faces", "stock-thresholds")


def transfer(quantity=4, reference="TR-1", **line):
    usual = {"sku": "bolt-m8", "from_location": "A-01", "to_location": "R-01"}
    return {"reference": reference, "lines": [usual | {"quantity": quantity} | line]}


def adjustment(quantity=-3, reference="AD-1", **line):
    usual = {"sku": "bolt-m8", "location": "A-01", "quantity": quantity}
    return {
        "reference": reference,
        "reason_code": "lost",
        "lines": [usual | line],
    }


def status_change(quantity=2, reference="SC-1", **line):
    usual = {"sku": "bolt-m8", "location": "A-01", "quantity": quantity, "to_status": "damaged"}
    return {
        "reference": reference,
        "reason_code": "damaged",
        "lines": [usual | line],
    }


def face(minimum=5, maximum=30, **more):
    usual = {"sku": "bolt-m8", "location": "A-01", "minimum": minimum, "maximum": maximum}
    return usual | more


def threshold(low_stock_at=5, **more):
    return {"sku": "bolt-m8", "low_stock_at": low_stock_at} | more


BODIES = {
    "transfers": transfer(),
    "adjustments": adjustment(),
    "status-changes": status_change(),
    "pick-faces": face(),
    "stock-thresholds": threshold(),
}


def everything():
    return rows_of(
        Transfer,
        Adjustment,
        StatusChange,
        PickFace,
        StockThreshold,
        StockMovement,
        StockUnit,
        InventoryOutbox,
    )
