"""How projections are doing, over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from wms.platform.rest.queries import NoQuery
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView
from wms.reporting.projection.contracts import ProjectionStates
from wms.reporting.projection.queries.states import projection_states


class Projections(ContractView):
    """What is made of events."""

    route = "projections"
    scopes: ClassVar[dict[str, str]] = {"GET": "reports:read"}

    @describe(answer=ProjectionStates)
    def get(self, request: Request) -> Response:
        """Show how far the order views, the analytics and the reports are behind their events."""
        self.query(NoQuery)
        return self.answer(projection_states())
