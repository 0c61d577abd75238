"""One SKU over HTTP: shown, put right, and who did so."""

from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from wms.inventory.catalogue.commands.locked_sku import lock_sku
from wms.inventory.catalogue.contracts.catalogue import (
    Sku,
)
from wms.inventory.catalogue.contracts.corrections import CorrectSku, SkuCorrection
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.catalogue.queries.skus import (
    get_sku,
    list_sku_history,
)
from wms.inventory.handling.commands.correct_sku import correct_sku
from wms.inventory.scopes import CATALOGUE, READ
from wms.inventory.tags import tag_of_sku
from wms.kernel.ids import ClientId
from wms.kernel.pages import Page
from wms.platform.cache.read import Read
from wms.platform.history.contracts import Change
from wms.platform.rest.encoding import code_in_path
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import Cached, describe
from wms.platform.rest.views import ContractView


class SkuResource(Resource):
    """SKUs, which readers know by the codes of their client."""

    def read(self, thing: Any, client_id: ClientId | None) -> Read:
        """Return the question about a SKU of a client, by its code in a path."""
        known = code_in_path(self.parameter, thing)
        return Read(
            contract=self.contract,
            tag=tag_of_sku(str(client_id), known),
            variant=str(client_id),
            load=partial(self.load, client_id=client_id, code=known),
            missing=self.missing,
        )


SKU = SkuResource(contract=Sku, noun="sku", parameter="code", load=get_sku, missing=SkuNotFound)


class SkuHistory(ContractView):
    """Who put a SKU right."""

    route = "sku-changes/<path:code>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[Change])
    def get(self, request: Request, code: str) -> Response:
        """List who put a SKU right, and what was wrong, the newest first."""
        return self.answer(
            list_sku_history(
                client_id=self.caller.client_id,
                code=code_in_path("code", code),
                page=self.page(),
            )
        )


class OneSku(ContractView):
    """One SKU."""

    route = "skus/<path:code>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "PATCH": CATALOGUE}
    changes = SKU

    @describe(answer=Cached[Sku])
    def get(self, request: Request, code: str) -> HttpResponse:
        """Show a SKU."""
        return self.cached(SKU.read(code, self.caller.client_id))

    @describe(request=SkuCorrection, answer=Sku)
    def patch(self, request: Request, code: str) -> Response:
        """Put a SKU right: what is not named stays; `tracking` changes without stock only."""
        command = CorrectSku(
            client_id=self.caller.client_id,
            code=code_in_path("code", code).upper(),
            correction=self.body(SkuCorrection),
            actor=self.caller.actor,
        )
        return self.answer(correct_sku(command, receipt=self.receipt()))

    def lock_before(self, thing: Any) -> None:
        """Lock the SKU, whose tag is looked at."""
        with suppress(SkuNotFound):
            lock_sku(self.caller.client_id, code_in_path("code", thing).upper())
