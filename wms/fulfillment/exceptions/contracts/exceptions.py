"""What a person must decide: put it on the list, take it off, look at it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from annotated_types import Len

from wms.fulfillment.actors import ACTOR
from wms.kernel.actors import Actor
from wms.kernel.errors import NotFound
from wms.kernel.ids import ClientId, OrderId
from wms.kernel.text import CODE, TEXT, Code, Text

GOODS_IN_STAGING = "goods_in_staging"
"""The kind of exception of an order that left picked goods behind."""


class ExceptionStatus(StrEnum):
    """Whether a person still has to look."""

    OPEN = "open"
    CLEARED = "cleared"


@dataclass(frozen=True, kw_only=True)
class RaiseException:
    """Put something before a person; at most one of a kind is open for a subject.

    The subject is what people call it: an order, a line of it, a count. ``exception_id`` makes a
    repeat safe, also after the exception was cleared. One with a ``subject_id``, the id of the row
    it is about, is distinguished by its ``exception_id`` alone.
    """

    exception_id: UUID
    client_id: ClientId
    kind: Annotated[str, Len(1, 64), CODE]
    subject: Annotated[str, Len(1, 64), TEXT]
    message: Annotated[str, Len(1, 500), TEXT]
    order_id: OrderId | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SettleException:
    """Clear an exception, or see to it that it is never open if it was not raised yet."""

    exception_id: UUID
    client_id: ClientId
    kind: Annotated[str, Len(1, 64), CODE]
    subject: Annotated[str, Len(1, 64), TEXT]
    cleared_by: Text
    note: Text
    order_id: OrderId | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ClearNote:
    """The body of ``POST /exceptions/{id}/clear``: what was done about it."""

    note: Annotated[str, Len(0, 500), TEXT] = ""


@dataclass(frozen=True, kw_only=True)
class ClearException:
    """Take something off the list; with ``client_id`` only if it is that client's."""

    exception_id: UUID
    actor: Actor = ACTOR
    note: Text = ""
    client_id: ClientId | None = None


@dataclass(frozen=True, kw_only=True)
class OperationalException:
    """Something that a person must decide.

    One that ``lasts`` clears itself when its cause has ended; until then it can be put off.
    """

    exception_id: UUID
    kind: Code
    order_id: OrderId | None
    client_id: ClientId
    subject: Text
    message: Text
    status: ExceptionStatus
    raised_at: datetime
    cleared_at: datetime | None
    cleared_by: Text
    note: Text
    version: int
    subject_id: UUID | None = None
    lasts: bool = False
    snoozed_until: datetime | None = None
    snoozed_by: Text = ""


@dataclass(frozen=True, kw_only=True)
class ExceptionFilter:
    """Which exceptions to list; None is all of them. ``snoozed`` ones are open, and put off."""

    status: tuple[ExceptionStatus, ...] = ()
    kind: Annotated[str, Len(1, 64), CODE] | None = None
    order_id: OrderId | None = None
    snoozed: bool | None = None


class ExceptionNotFound(NotFound):
    """There is no such exception for this client."""

    code = "exception_not_found"
