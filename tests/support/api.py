"""The API as a machine calls it: over HTTP, with a token of a role, for a client."""

import json
from dataclasses import dataclass

from django.test import Client as HttpClient

from wms.kernel.ids import ClientId, WarehouseId
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewClient, NewToken, NewWarehouse


@dataclass(frozen=True)
class Site:
    """A client and a warehouse, made for a test."""

    client_id: ClientId
    warehouse_id: WarehouseId
    client: str
    warehouse: str


def make_site(client="demo", warehouse="LON1", time_zone="Europe/London"):
    """Make a client and a warehouse."""
    owner = tenancy.create_client(NewClient(code=client))
    building = tenancy.create_warehouse(NewWarehouse(code=warehouse, time_zone=time_zone))
    return Site(owner.client_id, building.warehouse_id, client, warehouse)


class Api:
    """Speaks JSON to the API with a token of its own; ``api.post(url, body)``."""

    def __init__(self, role, client="demo", name=None, building=None):
        # A supervisor of tests makes the places too, unless a test says otherwise.
        if building is None:
            building = role == "supervisor"
        issued = tenancy.create_token(
            NewToken(client=client, role=role, name=name or role, building=building)
        )
        self.token = issued.token
        self.token_id = issued.token_id
        self.actor = f"token:{issued.token_id}"
        self._http = HttpClient(headers={"Authorization": f"Bearer {self.token}"})

    def get(self, url, query=None, **headers):
        return self._http.get(url, query or {}, headers=_named(headers))

    def post(self, url, body=None, **headers):
        return self.send(url, json.dumps(body), **headers)

    def send(self, url, raw, content_type="application/json", **headers):
        """Post bytes or text as they are."""
        return self._http.generic("POST", url, raw, content_type, headers=_named(headers))

    def ask(self, method, url, raw=""):
        """Ask by any method."""
        return self._http.generic(method, url, raw, "application/json")

    def patch(self, url, body, **headers):
        raw = json.dumps(body)
        return self._http.generic("PATCH", url, raw, "application/json", headers=_named(headers))

    def delete(self, url, **headers):
        return self._http.delete(url, headers=_named(headers))


def _named(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}
