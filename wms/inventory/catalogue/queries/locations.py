"""Questions about locations."""

from collections.abc import Iterable
from dataclasses import replace

from wms.inventory.catalogue.contracts.catalogue import Location, LocationFilter
from wms.inventory.catalogue.contracts.refusals import LocationNotFound
from wms.inventory.catalogue.contracts.words import BlockCause, LocationKind
from wms.inventory.catalogue.models.catalogue import Location as LocationRow
from wms.kernel.ids import WarehouseId
from wms.kernel.pages import Page, PageRequest
from wms.kernel.text import folded
from wms.platform.paging.lists import newest_first


def list_locations(
    *,
    warehouse_id: WarehouseId,
    filters: LocationFilter,
    page: PageRequest,
    with_notes: bool = True,
) -> Page[Location]:
    """Return locations of a warehouse, newest first.

    Without notes for whoever reads for one client: people write there of anybody's goods.
    """
    rows = LocationRow.objects.real().filter(warehouse_id=warehouse_id)
    if filters.kind:
        rows = rows.filter(kind__in=filters.kind)
    if filters.code is not None:
        rows = rows.called(filters.code)
    return newest_first(rows, page, describe_location if with_notes else _without_note)


def locations_of(warehouse_id: WarehouseId, codes: Iterable[str]) -> dict[str, LocationRow]:
    """Return locations of a warehouse by their codes, each under the spelling asked for.

    Raises:
        LocationNotFound: the warehouse has no such location.
    """
    keys = {code: folded(code) for code in codes}
    rows = LocationRow.objects.real().called(*keys).filter(warehouse_id=warehouse_id)
    found = {row.key: row for row in rows}
    missing = sorted(code for code, key in keys.items() if key not in found)
    if missing:
        raise LocationNotFound(f"unknown location: {', '.join(missing)}")
    return {code: found[key] for code, key in keys.items()}


def _without_note(row: LocationRow) -> Location:
    return replace(describe_location(row), block_note="")


def describe_location(row: LocationRow) -> Location:
    """Return what callers may know of a location."""
    return Location(
        location_id=row.id,
        warehouse_id=WarehouseId(row.warehouse_id),
        code=row.code,
        kind=LocationKind(row.kind),
        pick_sequence=row.pick_sequence,
        zone=row.zone,
        aisle=row.aisle,
        bay=row.bay,
        level=row.level,
        is_blocked=row.is_blocked,
        blocked_for=BlockCause(row.blocked_for) if row.blocked_for else None,
        block_note=row.block_note,
        storage_class=row.storage_class,
        max_units=row.max_units,
    )
