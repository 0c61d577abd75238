"""Requests about clients, warehouses and tokens."""

from tests.commands.registry import example_of
from tests.support.api import make_site
from wms.platform.tenancy.contracts import NewClient, NewToken, NewWarehouse, RevokeToken
from wms.platform.tenancy.services.create_client import create_client
from wms.platform.tenancy.services.create_token import create_token
from wms.platform.tenancy.services.create_warehouse import create_warehouse
from wms.platform.tenancy.services.revoke_token import revoke_token


@example_of(create_client)
def new_client():
    return NewClient(code="acme")


@example_of(create_warehouse)
def new_warehouse():
    return NewWarehouse(code="LON1", time_zone="Europe/London")


@example_of(create_token)
def token_of_a_shop():
    make_site()
    return NewToken(client="demo", role="integrator", name="web shop")


@example_of(revoke_token)
def leaked_token():
    return RevokeToken(token_id=create_token(token_of_a_shop()).token_id)
