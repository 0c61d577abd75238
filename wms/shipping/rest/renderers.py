"""Labels as the bytes of an answer."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer


class ZplRenderer(BaseRenderer):
    """Writes a printer's job as it is: ASCII, whatever the names on it."""

    media_type = "application/zpl"
    format = "zpl"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the job as bytes."""
        return str(data).encode("ascii")


class TextRenderer(ZplRenderer):
    """The same job for those who want to read it."""

    media_type = "text/plain"
    format = "txt"
