"""Numbers of the stock that disagree, put before a person."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid5

from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import RaiseException
from wms.inventory.contracts import StockDifference
from wms.kernel.ids import ClientId
from wms.platform.tenancy import facade as tenancy

KIND = "stock_differs"


def raise_for_client(
    run_id: UUID, client_id: ClientId, differences: Sequence[StockDifference]
) -> None:
    """Raise an exception about a client's numbers; one that is open already stays as it is."""
    first = differences[0]
    message = (
        f"{len(differences)} numbers of the stock disagree, the first: {first.check}"
        f" of {first.subject}, {first.found} in place of {first.expected}. {first.repair}"
    )
    raise_exception(
        RaiseException(
            exception_id=uuid5(run_id, str(client_id)),
            client_id=client_id,
            kind=KIND,
            subject="stock",
            message=message[:500],
        )
    )


def by_client(differences: Iterable[StockDifference]) -> dict[ClientId, list[StockDifference]]:
    """Return whose numbers disagree; what is nobody's in particular is everybody's."""
    found: dict[ClientId, list[StockDifference]] = {}
    for each in differences:
        if each.client_id is not None:
            concerned = [each.client_id]
        else:
            concerned = [client.client_id for client in tenancy.list_clients()]
        for client_id in concerned:
            found.setdefault(client_id, []).append(each)
    return found
