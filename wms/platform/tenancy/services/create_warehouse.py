"""Make a warehouse."""

from wms.kernel.ids import WarehouseId
from wms.platform.commands import command
from wms.platform.tenancy import models
from wms.platform.tenancy.contracts import NewWarehouse, Warehouse


@command
def create_warehouse(request: NewWarehouse) -> Warehouse:
    """Make a warehouse; one that is there already stays as it is."""
    row, _ = models.Warehouse.objects.get_or_create(
        code=request.code,
        defaults={"name": request.name or request.code, "time_zone": request.time_zone},
    )
    return Warehouse(
        warehouse_id=WarehouseId(row.id), code=row.code, name=row.name, time_zone=row.time_zone
    )
