"""Make a client."""

from wms.kernel.ids import ClientId
from wms.platform.commands import command
from wms.platform.tenancy import models
from wms.platform.tenancy.contracts import Client, NewClient


@command
def create_client(request: NewClient) -> Client:
    """Make a client; one that is there already stays as it is."""
    row, _ = models.Client.objects.get_or_create(
        code=request.code, defaults={"name": request.name or request.code}
    )
    return Client(client_id=ClientId(row.id), code=row.code, name=row.name)
