"""The refusals a context may raise at its callers."""

from typing import ClassVar


class DomainError(Exception):
    """A request the business refuses; sending it again unchanged cannot help.

    If one field is to blame, ``pointer`` (RFC 6901) says which.
    """

    code: ClassVar[str] = "refused"
    pointer: ClassVar[str] = ""


class NotFound(DomainError):
    """The thing named does not exist, or not for this caller."""

    code = "not_found"


class Conflict(DomainError):
    """The thing named is not in a state that allows the request."""

    code = "conflict"
