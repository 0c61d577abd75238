"""The base of every view: a contract in, one facade call, a contract out."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from wms.platform.commands import Receipt
from wms.platform.deferred.contracts import Deferred
from wms.platform.rest.cached import CachedView
from wms.platform.rest.deprecations import Deprecation
from wms.platform.rest.idempotency import IdempotencyReceipt
from wms.platform.rest.preconditions import IfMatch
from wms.platform.rest.rates import Rate, TokenRate


class ContractView(CachedView):
    """A view that speaks contracts, within the rate of its caller, and runs commands once.

    ``deprecated`` says since when it should not be used any more, and what should in its place.
    """

    throttle_classes: Sequence[type[BaseThrottle]] = (TokenRate,)
    deprecated: ClassVar[Deprecation | None] = None
    rate: Rate | None = None

    _receipt: IdempotencyReceipt | None = None

    def lock_before(self, thing: UUID) -> None:
        """Lock what the command locks before the thing that it changes: here nothing."""

    def receipt(self) -> Receipt | None:
        """Return what the headers ask of the command that it is handed to; None without any.

        That it is done once (``Idempotency-Key``), and only to what the caller has seen
        (``If-Match``).

        Raises:
            InvalidRequest: the key is empty, too long, or not printable ASCII.
        """
        key = self.request.META.get("HTTP_IDEMPOTENCY_KEY")
        if key is not None:
            self._receipt = IdempotencyReceipt(
                client_id=self.caller.client_id,
                caller=self.caller.actor,
                route=f"{self.request.method} {self.request.path}",
                key=key,
                body=self._raw(),
            )
        tags = self.request.META.get("HTTP_IF_MATCH")
        if tags is None or self.changes is None:
            return self._receipt
        thing: UUID = self.kwargs[self.changes.parameter]
        question = self.changes.read(thing, self.caller.client_id)
        return IfMatch(tags, question, thing, self._receipt, self.lock_before)

    def deferred(self, work: Deferred, address: str) -> Response:
        """Return what is done later as the answer, with the address at which to look for it."""
        response = self.answer(work, 202)
        response.headers["Location"] = self.request.build_absolute_uri(
            reverse(address, args=[work.deferred_id])
        )
        return response

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Say so if the answer is that of an earlier request, and what the headers of all say."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        for said in (self.rate, self.deprecated):
            for name, value in ({} if said is None else said.headers).items():
                answer.headers[name] = value
        if self._receipt is not None and self._receipt.is_replay:
            answer.headers["Idempotent-Replay"] = "true"
        return answer
