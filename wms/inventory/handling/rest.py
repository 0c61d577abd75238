"""Closing locations and opening them again, over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.inventory.catalogue.contracts.catalogue import (
    BlockLocation,
    Location,
    LocationState,
)
from wms.inventory.handling.commands.block_location import block_location
from wms.inventory.scopes import PLACES
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class BlockedLocation(ContractView):
    """A location from which nothing is reserved until somebody looks."""

    route = "locations/<uuid:location_id>/block"
    scopes: ClassVar[dict[str, str]] = {"POST": PLACES}
    blocked: ClassVar[bool] = True

    @describe(request=LocationState, answer=Location)
    def post(self, request: Request, location_id: UUID) -> Response:
        """Block a location or open it again; one that is so already stays as it is."""
        command = BlockLocation(
            location_id=location_id,
            reason=self.body(LocationState).reason,
            actor=self.caller.actor,
            blocked=self.blocked,
        )
        return self.answer(block_location(command, receipt=self.receipt()))


class OpenLocation(BlockedLocation):
    """A location that is blocked no more."""

    route = "locations/<uuid:location_id>/unblock"

    blocked: ClassVar[bool] = False
