"""Days begin when the database says they do, also where clocks were changed at midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from wms.reporting.analytics.admin.question import midnight

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2026, 10, 25)),
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Atlantic/Azores", date(2026, 10, 25)),  # midnight comes twice
        ("America/Havana", date(2026, 11, 1)),  # so it does here
        ("America/Santiago", date(2026, 9, 6)),  # midnight does not come at all
    ],
)
def test_a_day_begins_when_the_database_says_so(zone, day):
    noon = datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)

    with connection.cursor() as cursor:
        cursor.execute("SELECT date_trunc('day', %s::timestamptz, %s)", [noon, zone])
        (begin,) = cursor.fetchone()

    assert midnight(day, ZoneInfo(zone)) == begin
    assert begin - noon < timedelta(0)
