"""Goods that come in, over HTTP."""

from typing import ClassVar

from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.receiving.commands.receive_stock import receive_stock
from wms.inventory.receiving.contracts.receipts import NewReceipt, Receipt, ReceiveStock
from wms.inventory.scopes import APPROVE, INBOUND
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Receipts(ContractView):
    """Goods coming in."""

    route = "receipts"
    scopes: ClassVar[dict[str, str]] = {"POST": INBOUND}

    @describe(request=NewReceipt, answer=Receipt, status=201)
    def post(self, request: Request) -> Response:
        """Book goods in, once per reference, and count them against their notice."""
        receipt = self.body(NewReceipt)
        if receipt.accept_over and APPROVE not in self.caller.scopes:
            raise PermissionDenied(f"accept_over needs {APPROVE}")
        command = ReceiveStock(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(receipt.warehouse),
            receipt=receipt,
            actor=self.caller.actor,
        )
        booked = receive_stock(command, receipt=self.receipt())
        return self.answer(booked, HTTP_201_CREATED)
