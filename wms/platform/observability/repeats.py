"""Lines that say the same again and again."""

import logging
import re
import time

QUIET_SECONDS = 10.0
MOST_KINDS = 200
_FIGURES = re.compile(r"\d+")


class WithoutRepeats(logging.Filter):
    """Lets a line through unless one like it, figures aside, went through a moment ago."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the line is to be written."""
        kind = _FIGURES.sub("#", record.getMessage())
        now = time.monotonic()
        if now - self._last.get(kind, -QUIET_SECONDS) < QUIET_SECONDS:
            return False
        if len(self._last) >= MOST_KINDS:
            self._last.clear()
        self._last[kind] = now
        return True
