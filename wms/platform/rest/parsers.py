"""Bodies are read by the view that wants one, not by the framework."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from rest_framework.parsers import BaseParser


class LeftToTheView(BaseParser):
    """Reads nothing. The framework wants form fields when it looks for a CSRF token."""

    media_type = "*/*"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> QueryDict:
        """Return no fields."""
        return QueryDict()
