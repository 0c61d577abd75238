"""Questions about verifications of the stock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wms.fulfillment.verification.models import VerificationRun


@dataclass(frozen=True, kw_only=True)
class LastRun:
    """When the last verification ended, and how many differences each check found."""

    ended_at: datetime
    counts: Mapping[str, int]


def get_last_run() -> LastRun | None:
    """Return what the last verification found, or None before the first."""
    row = VerificationRun.objects.order_by("-id").first()
    return None if row is None else LastRun(ended_at=row.ended_at, counts=row.counts)
