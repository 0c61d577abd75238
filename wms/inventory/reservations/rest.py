"""Which goods are taken first, over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from wms.inventory.reservations.commands.set_allocation_rule import set_allocation_rule
from wms.inventory.reservations.contracts.rules import (
    AllocationRule,
    NewAllocationRule,
    SetAllocationRule,
)
from wms.inventory.reservations.queries.rules import list_allocation_rules
from wms.inventory.scopes import CATALOGUE, READ
from wms.kernel.pages import Page
from wms.platform.rest.queries import NoQuery
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class AllocationRules(ContractView):
    """How goods are chosen that orders are picked from."""

    route = "allocation-rules"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": CATALOGUE}

    @describe(answer=Page[AllocationRule])
    def get(self, request: Request) -> Response:
        """List the rules of the client, newest first."""
        self.query(NoQuery)
        return self.answer(list_allocation_rules(client_id=self.caller.client_id, page=self.page()))

    @describe(request=NewAllocationRule, answer=AllocationRule)
    def post(self, request: Request) -> Response:
        """Set the strategy of a class of SKUs."""
        command = SetAllocationRule(
            client_id=self.caller.client_id,
            rule=self.body(NewAllocationRule),
            actor=self.caller.actor,
        )
        return self.answer(set_allocation_rule(command, receipt=self.receipt()))
