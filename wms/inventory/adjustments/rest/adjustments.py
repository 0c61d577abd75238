"""Goods found and lost, over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.adjustments.contracts.adjustments import (
    Adjustment,
    AdjustmentFilter,
    AdjustStock,
    ApproveAdjustment,
    NewAdjustment,
    NewApproval,
    NewRejection,
    RejectAdjustment,
)
from wms.inventory.adjustments.queries.adjustments import get_adjustment, list_adjustments
from wms.inventory.adjustments.rest.force import check_force
from wms.inventory.scopes import APPROVE, READ, WRITE
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Adjustments(ContractView):
    """Goods found and lost."""

    route = "adjustments"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @describe(answer=Page[Adjustment], query=AdjustmentFilter)
    def get(self, request: Request) -> Response:
        """List adjustments, newest first."""
        filters = self.query(AdjustmentFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_adjustments(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )

    @describe(request=NewAdjustment, answer=Adjustment, status=201)
    def post(self, request: Request) -> Response:
        """Book goods as found or written off; above the limits it waits for an approver.

        Forcing needs `inventory:approve`.
        """
        adjustment = self.body(NewAdjustment)
        check_force(self, force=adjustment.force)
        command = AdjustStock(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(adjustment.warehouse),
            adjustment=adjustment,
            actor=self.caller.actor,
        )
        adjusted = adjust_stock(command, receipt=self.receipt())
        return self.answer(adjusted, HTTP_201_CREATED)


class OneAdjustment(ContractView):
    """One adjustment."""

    route = "adjustments/<uuid:adjustment_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Adjustment)
    def get(self, request: Request, adjustment_id: UUID) -> Response:
        """Show an adjustment."""
        return self.answer(
            get_adjustment(client_id=self.caller.client_id, adjustment_id=adjustment_id)
        )


class ApproveAdjustments(ContractView):
    """The approver agrees."""

    route = "adjustments/<uuid:adjustment_id>/approve"
    scopes: ClassVar[dict[str, str]] = {"POST": APPROVE}

    @describe(request=NewApproval, answer=Adjustment)
    def post(self, request: Request, adjustment_id: UUID) -> Response:
        """Book an adjustment that somebody else asked for."""
        command = ApproveAdjustment(
            client_id=self.caller.client_id,
            adjustment_id=adjustment_id,
            actor=self.caller.actor,
            force=self.body(NewApproval).force,
        )
        return self.answer(approve_adjustment(command, receipt=self.receipt()))


class RejectAdjustments(ContractView):
    """The approver does not agree."""

    route = "adjustments/<uuid:adjustment_id>/reject"
    scopes: ClassVar[dict[str, str]] = {"POST": APPROVE}

    @describe(request=NewRejection, answer=Adjustment)
    def post(self, request: Request, adjustment_id: UUID) -> Response:
        """Refuse an adjustment that somebody else asked for; nothing moves."""
        command = RejectAdjustment(
            client_id=self.caller.client_id,
            adjustment_id=adjustment_id,
            actor=self.caller.actor,
            reason=self.body(NewRejection).reason,
        )
        return self.answer(reject_adjustment(command, receipt=self.receipt()))
