"""Clients and warehouses: found by code, or the only one there is."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.tenancy import models
from wms.platform.tenancy.contracts import Client, UnknownClient, UnknownWarehouse, Warehouse

# An id keeps its code, so what was read once stays right. Codes to ids are never remembered.
_codes: dict[UUID, str] = {}


def get_client(*, code: str) -> Client:
    """Return the client with a code.

    Raises:
        UnknownClient: there is none.
    """
    row = models.Client.objects.filter(code=code).first()
    if row is None:
        raise UnknownClient(f"there is no client {code}")
    return _client(row)


def only_client() -> Client:
    """Return the client, where there is one.

    Raises:
        UnknownClient: there is none, or more than one.
    """
    rows = list(models.Client.objects.order_by("id")[:2])
    if len(rows) != 1:
        raise UnknownClient("there is not exactly one client to act for")
    return _client(rows[0])


def get_warehouse(*, code: str) -> Warehouse:
    """Return the warehouse with a code.

    Raises:
        UnknownWarehouse: there is none.
    """
    row = models.Warehouse.objects.filter(code=code).first()
    if row is None:
        raise UnknownWarehouse(f"there is no warehouse {code}")
    return _warehouse(row)


def get_warehouse_by_id(*, warehouse_id: WarehouseId) -> Warehouse:
    """Return the warehouse with an id.

    Raises:
        UnknownWarehouse: there is none.
    """
    row = models.Warehouse.objects.filter(id=warehouse_id).first()
    if row is None:
        raise UnknownWarehouse(f"there is no warehouse {warehouse_id}")
    return _warehouse(row)


def day_at(*, warehouse_id: WarehouseId, instant: datetime) -> date:
    """Return the day it is in a warehouse at an instant; where nobody made it known, UTC's."""
    return days_at(instants=[(warehouse_id, instant)])[warehouse_id, instant]


def days_at(
    *, instants: Collection[tuple[WarehouseId, datetime]]
) -> Mapping[tuple[WarehouseId, datetime], date]:
    """Return the days it is in warehouses at instants, as ``day_at`` does: one query for all."""
    rows = models.Warehouse.objects.filter(id__in={each for each, _instant in instants})
    known = {row.id: _warehouse(row) for row in rows}
    return {
        (each, instant): known[each].day_at(instant)
        if each in known
        else instant.astimezone(UTC).date()
        for each, instant in instants
    }


def only_warehouse() -> Warehouse:
    """Return the warehouse, where there is one.

    Raises:
        UnknownWarehouse: there is none, or more than one.
    """
    rows = list(models.Warehouse.objects.order_by("id")[:2])
    if len(rows) != 1:
        raise UnknownWarehouse("name a warehouse: there is not exactly one")
    return _warehouse(rows[0])


def list_warehouses() -> tuple[Warehouse, ...]:
    """Return all warehouses by code; there are a few."""
    return tuple(_warehouse(row) for row in models.Warehouse.objects.order_by("code"))


def list_clients() -> tuple[Client, ...]:
    """Return all clients by code; there are a few."""
    return tuple(_client(row) for row in models.Client.objects.order_by("code"))


def client_code(client_id: ClientId) -> str:
    """Return the code of a client to show to people; remembered, so cheap in a list."""
    return _code_of(client_id)


def warehouse_code(warehouse_id: WarehouseId) -> str:
    """Return the code of a warehouse to show to people; remembered, so cheap in a list."""
    return _code_of(warehouse_id)


def _code_of(site_id: UUID) -> str:
    if site_id not in _codes:
        _codes.update(models.Client.objects.values_list("id", "code"))
        _codes.update(models.Warehouse.objects.values_list("id", "code"))
    return _codes.get(site_id, str(site_id))


def _client(row: models.Client) -> Client:
    return Client(client_id=ClientId(row.id), code=row.code, name=row.name)


def _warehouse(row: models.Warehouse) -> Warehouse:
    return Warehouse(
        warehouse_id=WarehouseId(row.id), code=row.code, name=row.name, time_zone=row.time_zone
    )
