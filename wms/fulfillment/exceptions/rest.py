"""What a person must decide, over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.fulfillment.exceptions.commands.clear_by_hand import clear_by_hand
from wms.fulfillment.exceptions.commands.snooze_exception import snooze_exception
from wms.fulfillment.exceptions.contracts.exceptions import (
    ClearException,
    ClearNote,
    ExceptionFilter,
    OperationalException,
)
from wms.fulfillment.exceptions.contracts.snoozes import Snooze, SnoozeException
from wms.fulfillment.exceptions.queries.exceptions import list_exceptions
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class ExceptionsView(ContractView):
    """``/exceptions``."""

    route = "exceptions"
    scopes: ClassVar[dict[str, str]] = {"GET": "exceptions:read"}

    @describe(answer=Page[OperationalException], query=ExceptionFilter)
    def get(self, _request: Request) -> Response:
        """List what a person must decide, or decided."""
        return self.answer(
            list_exceptions(
                client_id=self.caller.client_id,
                filters=self.query(ExceptionFilter),
                page=self.page(),
            )
        )


class ClearView(ContractView):
    """``/exceptions/{id}/clear``."""

    route = "exceptions/<uuid:exception_id>/clear"
    scopes: ClassVar[dict[str, str]] = {"POST": "exceptions:write"}

    @describe(request=ClearNote, answer=OperationalException)
    def post(self, _request: Request, exception_id: UUID) -> Response:
        """Say that it is settled, and how; 409 says that its cause lasts: it clears itself."""
        command = ClearException(
            exception_id=exception_id,
            actor=self.caller.actor,
            note=self.body(ClearNote).note,
            client_id=self.caller.client_id,
        )
        return self.answer(clear_by_hand(command, receipt=self.receipt()))


class SnoozeView(ContractView):
    """``/exceptions/{id}/snooze``."""

    route = "exceptions/<uuid:exception_id>/snooze"
    scopes: ClassVar[dict[str, str]] = {"POST": "exceptions:write"}

    @describe(request=Snooze, answer=OperationalException)
    def post(self, _request: Request, exception_id: UUID) -> Response:
        """Put it off for at most 30 days, and say why; it stays open."""
        body = self.body(Snooze)
        command = SnoozeException(
            exception_id=exception_id,
            until=body.until,
            note=body.note,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(snooze_exception(command, receipt=self.receipt()))
