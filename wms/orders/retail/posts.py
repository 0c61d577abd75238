"""Posting orders through the public HTTP API, so that a repeat makes nothing twice."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import httpx
from pydantic import TypeAdapter

from wms.orders.contracts import NewOrder, OrderStatus
from wms.orders.retail.http import code_of, detail_of, every, patiently

_ORDER = TypeAdapter(NewOrder)
_GAVE_BACK = frozenset({OrderStatus.REJECTED, OrderStatus.CANCELLED})


class Outcome(StrEnum):
    """What came of posting an order."""

    POSTED = "posted"
    ALREADY_THERE = "already_there"
    CANCELLED_BEFORE = "cancelled_before"


@dataclass(frozen=True, kw_only=True)
class Posted:
    """What came of posting an order, and the order that has its reference now, if that is known."""

    outcome: Outcome
    order: dict[str, Any] | None = None


class OrderRefused(Exception):
    """The server refuses an order for good; ``code`` is its reason."""

    def __init__(self, external_ref: str, code: str, detail: str) -> None:
        super().__init__(f"order {external_ref} is refused: {code} {detail}")
        self.code = code


def key_of(external_ref: str, attempt: int) -> str:
    """Return the Idempotency-Key of an attempt at an order: ASCII, whatever the reference is."""
    return f"import/{uuid5(NAMESPACE_URL, external_ref)}/{attempt}"


class OrderPoster:
    """Posts orders; safe to share between threads.

    An order that holds its reference is left alone. One that was rejected is posted again, one
    that was cancelled only with ``again``: how many there were before says which attempt it is.
    """

    def __init__(self, client: httpx.Client, *, again: bool = False) -> None:
        """Post with a client that knows the address of the API and carries a token."""
        self._client = client
        self._again = again

    def post(self, order: NewOrder) -> Posted:
        """Post an order once, asking again while the server is away.

        Raises:
            OrderRefused: the server will not have it.
            NotAllowed: nor would it have any other, from this token.
            ServerAway: it cannot be reached, or fails, after several attempts.
        """
        before = list(every(self._client, "orders", external_ref=order.external_ref))
        holder = _holder_in(before)
        if holder is not None:
            return Posted(outcome=Outcome.ALREADY_THERE, order=holder)
        if before and before[0]["status"] == OrderStatus.CANCELLED and not self._again:
            return Posted(outcome=Outcome.CANCELLED_BEFORE)
        headers = {"Idempotency-Key": key_of(order.external_ref, len(before) + 1)}
        answer = self._send(order, headers)
        if code_of(answer) == "idempotency_key_reused":
            # The same invoice on another day has another ship_by: its reference decides.
            answer = self._send(order, {})
        if answer.status_code == HTTPStatus.CREATED:
            is_replay = "Idempotent-Replay" in answer.headers
            outcome = Outcome.ALREADY_THERE if is_replay else Outcome.POSTED
            return Posted(outcome=outcome, order=answer.json())
        if code_of(answer) == "duplicate_external_ref":
            now = every(self._client, "orders", external_ref=order.external_ref)
            return Posted(outcome=Outcome.ALREADY_THERE, order=_holder_in(list(now)))
        raise OrderRefused(order.external_ref, code_of(answer), detail_of(answer))

    def _send(self, order: NewOrder, headers: dict[str, str]) -> httpx.Response:
        body = _ORDER.dump_json(order)
        headers = {**headers, "Content-Type": "application/json"}
        return patiently(
            self._client, lambda: self._client.post("orders", content=body, headers=headers)
        )


def _holder_in(orders: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((each for each in orders if each["status"] not in _GAVE_BACK), None)
