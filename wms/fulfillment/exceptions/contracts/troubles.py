"""Report what the machinery cannot settle alone."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class ReportTroubles:
    """Bring the list of exceptions up to what the machinery cannot settle alone."""

    now: datetime
