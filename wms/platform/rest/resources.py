"""Things that are read by their ids, under the names by which readers and changes know them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from wms.kernel.errors import NotFound
from wms.kernel.ids import ClientId
from wms.platform.cache.read import Read
from wms.platform.cache.tags import tag_of


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A kind of thing that has an address, and an ``ETag`` that changes with it.

    Attributes:
        contract: what is answered about one.
        noun: what the cache calls them.
        parameter: the name of the id, in the address and for ``load``.
        load: asks the database for one, and for whom (``client_id``).
        missing: what that raises where there is none, or none of the client's.
    """

    contract: type[Any]
    noun: str
    parameter: str
    load: Callable[..., Any]
    missing: type[NotFound]

    def read(self, thing: UUID, client_id: ClientId | None) -> Read:
        """Return the question about one thing; each client has answers of its own."""
        return Read(
            contract=self.contract,
            tag=tag_of(self.noun, thing),
            variant=str(client_id),
            load=partial(self.load, client_id=client_id, **{self.parameter: thing}),
            missing=self.missing,
        )
