"""Transfers and changes of status over HTTP."""

from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.transfer_stock import transfer_stock
from wms.inventory.adjustments.contracts.changes import (
    ChangeFilter,
    ChangeStatus,
    NewStatusChange,
    NewTransfer,
    StatusChange,
    Transfer,
    TransferStock,
)
from wms.inventory.adjustments.queries.changes import list_status_changes, list_transfers
from wms.inventory.adjustments.rest.force import check_force
from wms.inventory.scopes import READ, WRITE
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Transfers(ContractView):
    """Goods carried from place to place."""

    route = "transfers"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @describe(answer=Page[Transfer], query=ChangeFilter)
    def get(self, request: Request) -> Response:
        """List transfers, newest first."""
        filters = self.query(ChangeFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_transfers(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )

    @describe(request=NewTransfer, answer=Transfer, status=201)
    def post(self, request: Request) -> Response:
        """Move goods, all lines or none, once per reference."""
        transfer = self.body(NewTransfer)
        command = TransferStock(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(transfer.warehouse),
            transfer=transfer,
            actor=self.caller.actor,
        )
        moved = transfer_stock(command, receipt=self.receipt())
        return self.answer(moved, HTTP_201_CREATED)


class StatusChanges(ContractView):
    """Goods that are fit for use, or not."""

    route = "status-changes"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @describe(answer=Page[StatusChange], query=ChangeFilter)
    def get(self, request: Request) -> Response:
        """List changes of status, newest first."""
        filters = self.query(ChangeFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_status_changes(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )

    @describe(request=NewStatusChange, answer=StatusChange, status=201)
    def post(self, request: Request) -> Response:
        """Give goods another status, all lines or none; forcing needs `inventory:approve`."""
        change = self.body(NewStatusChange)
        check_force(self, force=change.force)
        command = ChangeStatus(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(change.warehouse),
            change=change,
            actor=self.caller.actor,
        )
        changed = change_status(command, receipt=self.receipt())
        return self.answer(changed, HTTP_201_CREATED)
