"""Addresses that should not be used any more: since when, until when, and what to use instead."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime


@dataclass(frozen=True, kw_only=True)
class Deprecation:
    """What the answers of an address say of its end.

    Attributes:
        since: since when another one should be used (RFC 9745).
        until: when it goes, if that is known (RFC 8594).
        instead: the address of what to use in its place.
    """

    since: datetime
    instead: str
    until: datetime | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers that say so."""
        said = {
            "Deprecation": f"@{int(self.since.timestamp())}",
            "Link": f'<{self.instead}>; rel="successor-version"',
        }
        if self.until is not None:
            said["Sunset"] = format_datetime(self.until, usegmt=True)
        return said
