"""A client, a building and shelves, for the examples of all contexts."""

from tests.factories.inventory import CLIENT, WAREHOUSE, put, register_location
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.platform.tenancy.models import Client, Warehouse

BY = "user:7"


def build() -> None:
    """Make a client and a warehouse."""
    Client.objects.create(id=CLIENT, code="demo")
    Warehouse.objects.create(id=WAREHOUSE, code="LON1")


def stock(quantity: int = 10) -> None:
    """Put units of BOLT-M8 on a shelf, beside a reserve location and one to stage."""
    register_location("A-01")
    register_location("B-01", LocationKind.RESERVE)
    register_location("STAGE-1", LocationKind.STAGING)
    put(quantity)
