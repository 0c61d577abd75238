"""What the rest of the system may ask of tenancy."""

from wms.platform.tenancy.actors import actors_called, is_actor, name_of, names_of
from wms.platform.tenancy.contracts import (
    Client,
    InvalidSite,
    IssuedToken,
    NewClient,
    NewToken,
    NewWarehouse,
    NothingOfTheBuilding,
    RevokeToken,
    TokenExpired,
    TokenHolder,
    TokenRefused,
    UnknownClient,
    UnknownOwner,
    UnknownRole,
    UnknownToken,
    UnknownWarehouse,
    UnknownWorker,
    Warehouse,
)
from wms.platform.tenancy.roles import Role, create_roles
from wms.platform.tenancy.services.create_client import create_client
from wms.platform.tenancy.services.create_token import create_token
from wms.platform.tenancy.services.create_warehouse import create_warehouse
from wms.platform.tenancy.services.revoke_token import revoke_token
from wms.platform.tenancy.sites import (
    client_code,
    day_at,
    days_at,
    get_client,
    get_warehouse,
    get_warehouse_by_id,
    list_clients,
    list_warehouses,
    only_client,
    only_warehouse,
    warehouse_code,
)
from wms.platform.tenancy.tokens import holder_of, user_actor
from wms.platform.tenancy.workers import find_worker, list_workers

__all__ = [
    "Client",
    "InvalidSite",
    "IssuedToken",
    "NewClient",
    "NewToken",
    "NewWarehouse",
    "NothingOfTheBuilding",
    "RevokeToken",
    "Role",
    "TokenExpired",
    "TokenHolder",
    "TokenRefused",
    "UnknownClient",
    "UnknownOwner",
    "UnknownRole",
    "UnknownToken",
    "UnknownWarehouse",
    "UnknownWorker",
    "Warehouse",
    "actors_called",
    "client_code",
    "create_client",
    "create_roles",
    "create_token",
    "create_warehouse",
    "day_at",
    "days_at",
    "find_worker",
    "get_client",
    "get_warehouse",
    "get_warehouse_by_id",
    "holder_of",
    "is_actor",
    "list_clients",
    "list_warehouses",
    "list_workers",
    "name_of",
    "names_of",
    "only_client",
    "only_warehouse",
    "revoke_token",
    "user_actor",
    "warehouse_code",
]
