"""Contracts as the bytes of an answer."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json
from rest_framework.renderers import BaseRenderer


class ContractRenderer(BaseRenderer):
    """Writes contracts (or what json can hold) as JSON, the same bytes for the same answer."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the answer as JSON; nothing at all for None."""
        return b"" if data is None else to_json(data)


class CsvRenderer(ContractRenderer):
    """Says that a list is given as CSV; the view writes it, line by line."""

    media_type = "text/csv"
    format = "csv"
