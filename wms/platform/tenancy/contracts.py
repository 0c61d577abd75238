"""What callers hand to tenancy and get back."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from wms.kernel.actors import Actor
from wms.kernel.errors import DomainError, NotFound
from wms.kernel.ids import ClientId, WarehouseId
from wms.kernel.text import Code, Opaque, Text

TOKEN_LIFETIME = timedelta(days=365)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")


@dataclass(frozen=True, kw_only=True)
class Client:
    """Somebody whose goods and orders are handled here."""

    client_id: ClientId
    code: Code
    name: Text


@dataclass(frozen=True, kw_only=True)
class Warehouse:
    """A building with stock; ``time_zone`` is a name of the IANA database."""

    warehouse_id: WarehouseId
    code: Code
    name: Text
    time_zone: Code

    def day_at(self, instant: datetime) -> date:
        """Return the day it is there at an instant."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, kw_only=True)
class NewClient:
    """Make a client, or leave the one with this code as it is; without a name, its code."""

    code: Code
    name: Text = ""

    def __post_init__(self) -> None:
        _check_code(self.code)


@dataclass(frozen=True, kw_only=True)
class NewWarehouse:
    """Make a warehouse, or leave the one with this code as it is."""

    code: Code
    name: Text = ""
    time_zone: Code = "UTC"

    def __post_init__(self) -> None:
        _check_code(self.code)
        if self.time_zone not in available_timezones():
            raise InvalidSite(f"{self.time_zone!r} is not a time zone like Europe/London")


def in_a_year() -> datetime:
    """Return when a token expires of which nobody says when."""
    return datetime.now(UTC) + TOKEN_LIFETIME


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """Make a token with the scopes of a role, bound to a client; it expires in a year, None never.

    ``owner`` is the login of the person who uses it: both are one person, where two are needed.
    With ``building`` it may also change what belongs to the building, like its places.
    """

    client: Code
    role: Code
    name: Text
    expires_at: datetime | None = field(default_factory=in_a_year)
    owner: Code | None = None
    building: bool = False


@dataclass(frozen=True, kw_only=True)
class IssuedToken:
    """A new token. ``token`` is shown this once; only its hash is stored. None expires never."""

    token_id: UUID
    token: Opaque
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RevokeToken:
    """Let a token open nothing any more; a revoked one stays as it is."""

    token_id: UUID


@dataclass(frozen=True, kw_only=True)
class TokenHolder:
    """Who a token stands for; ``actor`` is its owner, ``user:<id>``, else ``token:<id>``.

    ``is_fenced`` says that the cache may not be believed now: asked in the same statement.
    """

    client_id: ClientId
    name: Text
    actor: Actor
    scopes: frozenset[Code]
    is_fenced: bool = False


class UnknownClient(DomainError):
    """There is no such client, or not exactly one where none was named."""

    code = "unknown_client"


class UnknownWarehouse(DomainError):
    """There is no such warehouse, or not exactly one where none was named."""

    code = "unknown_warehouse"


class UnknownRole(DomainError):
    """There is no such role."""

    code = "unknown_role"


class UnknownWorker(DomainError):
    """Nobody who may do the work is called so, or several are."""

    code = "unknown_worker"
    pointer = "/assignee"


class UnknownOwner(DomainError):
    """Nobody logs in under this name."""

    code = "unknown_owner"


class UnknownToken(NotFound):
    """There is no such token."""

    code = "unknown_token"


class InvalidSite(DomainError):
    """A code or a time zone cannot be one."""

    code = "invalid_site"


class NothingOfTheBuilding(DomainError):
    """A token is to be made for the building, and its role changes nothing there."""

    code = "nothing_of_the_building"


class TokenRefused(DomainError):
    """The token is unknown or revoked, or its owner has left."""

    code = "token_refused"


class TokenExpired(TokenRefused):
    """The token has expired; another one is to be made."""

    code = "token_expired"


def _check_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise InvalidSite(f"{code!r} is not a code: letters, digits, . _ -, at most 32")
