"""How far a command in the background is, over HTTP; contexts give it an address."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.platform.deferred.contracts import Deferred
from wms.platform.deferred.defer import get_deferred
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class DeferredView(ContractView):
    """One command of the kind that a subclass names, with the scope to look at it."""

    command: ClassVar[str] = ""

    @describe(answer=Deferred)
    def get(self, _request: Request, deferred_id: UUID) -> Response:
        """Say how far it is, and what came of it."""
        found = get_deferred(
            deferred_id=deferred_id, command=self.command, client_id=self.caller.client_id
        )
        return self.answer(found)
