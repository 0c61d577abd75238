"""Make a location known."""

from dataclasses import asdict

from wms.inventory.catalogue.contracts.catalogue import Location, RegisterLocation
from wms.inventory.catalogue.contracts.refusals import LocationDiffers
from wms.inventory.catalogue.contracts.words import VirtualLocation
from wms.inventory.catalogue.models.catalogue import Location as LocationRow
from wms.inventory.catalogue.queries.locations import describe_location
from wms.kernel.text import folded
from wms.platform.commands import command


@command
def register_location(request: RegisterLocation) -> Location:
    """Make a location of a warehouse known; the same location again changes nothing.

    A code is the same in any spelling; the place is called as it was registered first.

    The virtual locations of the warehouse come with the first one, so that no other takes
    their names.

    Raises:
        LocationDiffers: the warehouse has a location of this code with other properties.
    """
    properties = asdict(request.location)
    properties["kind"] = request.location.kind.value
    del properties["warehouse"]
    LocationRow.objects.bulk_create(
        [
            LocationRow(warehouse_id=request.warehouse_id, code=which.value, kind=which.value)
            for which in VirtualLocation
        ],
        ignore_conflicts=True,
    )
    row, is_new = LocationRow.objects.get_or_create(
        warehouse_id=request.warehouse_id, key=folded(request.location.code), defaults=properties
    )
    del properties["code"]
    if not is_new and any(getattr(row, name) != value for name, value in properties.items()):
        raise LocationDiffers(f"{row.code} is known with other properties")
    return describe_location(row)
