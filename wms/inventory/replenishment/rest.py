"""Pick faces and thresholds of stock over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.replenishment.commands.remove_pick_face import remove_pick_face
from wms.inventory.replenishment.commands.remove_stock_threshold import remove_stock_threshold
from wms.inventory.replenishment.commands.set_pick_face import set_pick_face
from wms.inventory.replenishment.commands.set_stock_threshold import set_stock_threshold
from wms.inventory.replenishment.contracts.levels import (
    NewPickFace,
    NewStockThreshold,
    PickFace,
    PickFaceFilter,
    RemovedPickFace,
    RemovePickFace,
    RemoveStockThreshold,
    SetPickFace,
    SetStockThreshold,
    StockThreshold,
    StockThresholdFilter,
)
from wms.inventory.replenishment.queries.levels import list_pick_faces, list_stock_thresholds
from wms.inventory.scopes import CATALOGUE, PLACES, READ
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class PickFaces(ContractView):
    """Pick faces: pick locations that are replenished."""

    route = "pick-faces"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": PLACES}

    @describe(answer=Page[PickFace], query=PickFaceFilter)
    def get(self, request: Request) -> Response:
        """List pick faces, newest first."""
        filters = self.query(PickFaceFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_pick_faces(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )

    @describe(request=NewPickFace, answer=PickFace, status=201)
    def post(self, request: Request) -> Response:
        """Keep a pick location filled; the last word on a SKU and location holds."""
        face = self.body(NewPickFace)
        command = SetPickFace(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(face.warehouse),
            face=face,
            actor=self.caller.actor,
        )
        known = set_pick_face(command, receipt=self.receipt())
        return self.answer(known, HTTP_201_CREATED)


class OnePickFace(ContractView):
    """A pick face."""

    route = "pick-faces/<uuid:pick_face_id>"
    scopes: ClassVar[dict[str, str]] = {"DELETE": PLACES}

    @describe(answer=RemovedPickFace)
    def delete(self, request: Request, pick_face_id: UUID) -> Response:
        """Keep it filled no more; open tasks to fill it are cancelled, its goods stay."""
        command = RemovePickFace(
            pick_face_id=pick_face_id, client_id=self.caller.client_id, actor=self.caller.actor
        )
        return self.answer(remove_pick_face(command, receipt=self.receipt()))


class StockThresholds(ContractView):
    """From when on stock is low, and which is."""

    route = "stock-thresholds"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": CATALOGUE}

    @describe(answer=Page[StockThreshold], query=StockThresholdFilter)
    def get(self, request: Request) -> Response:
        """List thresholds, newest first; with `is_low` those whose stock was low when looked at."""
        filters = self.query(StockThresholdFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_stock_thresholds(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )

    @describe(request=NewStockThreshold, answer=StockThreshold, status=201)
    def post(self, request: Request) -> Response:
        """Say when stock of a SKU is low; the last word holds."""
        threshold = self.body(NewStockThreshold)
        command = SetStockThreshold(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(threshold.warehouse),
            threshold=threshold,
            actor=self.caller.actor,
        )
        known = set_stock_threshold(command, receipt=self.receipt())
        return self.answer(known, HTTP_201_CREATED)


class OneStockThreshold(ContractView):
    """From when on stock of a SKU is low."""

    route = "stock-thresholds/<uuid:threshold_id>"
    scopes: ClassVar[dict[str, str]] = {"DELETE": CATALOGUE}

    @describe(answer=StockThreshold)
    def delete(self, request: Request, threshold_id: UUID) -> Response:
        """Alert nobody any more when stock is low; the answer is what the threshold was."""
        command = RemoveStockThreshold(
            threshold_id=threshold_id, client_id=self.caller.client_id, actor=self.caller.actor
        )
        return self.answer(remove_stock_threshold(command, receipt=self.receipt()))
