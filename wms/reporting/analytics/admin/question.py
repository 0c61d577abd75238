"""What is asked of the page: whose figures, of which building and period."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wms.reporting.analytics.contracts import Scope, Step


@dataclass(frozen=True, kw_only=True)
class Question:
    """Whose figures, of how many days, and in which time zone these and their hours are."""

    scope: Scope
    days: int
    zone: ZoneInfo

    @property
    def step(self) -> Step:
        """Return by what the figures are counted apart: a day by its hours, others by days."""
        return Step.HOUR if self.days == 1 else Step.DAY

    @property
    def parts(self) -> tuple[datetime, ...]:
        """Return when the days of the period begin, or the hours of its only day."""
        first = self.scope.since.astimezone(self.zone).date()
        days = [midnight(first + timedelta(days=n), self.zone) for n in range(self.days + 1)]
        if self.step is Step.DAY:
            return tuple(days[:-1])
        hours = (days[1] - days[0]) // timedelta(hours=1)
        return tuple(days[0] + timedelta(hours=n) for n in range(hours))

    @property
    def in_words(self) -> str:
        """Return what is shown, with the time zone of its hours and days."""
        since, until = (
            each.astimezone(self.zone).strftime("%d %b %Y, %H:%M")
            for each in (self.scope.since, self.scope.until)
        )
        return f"From {since} to {until} (time zone {self.zone.key})."

    def part_of(self, hour: datetime) -> datetime:
        """Return when the part begins that an hour is in."""
        if self.step is Step.HOUR:
            return hour
        return midnight(hour.astimezone(self.zone).date(), self.zone)

    def name_of(self, part: datetime) -> str:
        """Return what a part is called, like ``14:00`` or ``22 Nov``."""
        return part.astimezone(self.zone).strftime("%H:%M" if self.step is Step.HOUR else "%d %b")


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when a day begins; in UTC, where what is between two moments is what passed.

    Where there are two midnights it is the second, as for PostgreSQL's ``date_trunc``.
    """
    first = datetime.combine(day, time.min, zone)
    return max(each.astimezone(UTC) for each in (first, first.replace(fold=1)))
