"""Whose an event is, for those who must raise an exception and cannot handle it."""

from uuid import UUID

from pydantic_core import from_json


def owners_of(data: str | bytes) -> tuple[UUID | None, UUID | None]:
    """Return the client and the order that a message says it is about, as far as it does."""
    try:
        said = from_json(data)
    except ValueError:
        return None, None
    if not isinstance(said, dict):
        return None, None
    return _id_of(said.get("client_id")), _id_of(said.get("order_id"))


def _id_of(given: object) -> UUID | None:
    try:
        return UUID(given) if isinstance(given, str) else None
    except ValueError:
        return None
