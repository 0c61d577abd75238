"""What a projection asks the database for a batch does not grow with the batch."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reporting.logs import apply
from tests.reporting.small_day import small_day
from wms.platform.ids import new_id
from wms.reporting.projection.queries.known import projections

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["analytics", "order-views", "reports"])
def test_a_batch_costs_as_many_statements_as_one_a_tenth_of_it(name):
    (projection,) = projections([name])
    story = [each for each in small_day() if type(each.event) in projection.events]
    apply(name, *story)

    asked = []
    for times in (1, 10):
        again = [replace(each, event=_another(each.event)) for _ in range(times) for each in story]
        with CaptureQueriesContext(connection) as captured:
            apply(name, *again)
        asked.append(len(captured))

    assert asked[1] == asked[0]


def _another(event):
    """Return the event as one of another subject: bookings are known by their own ids."""
    if hasattr(event, "booking_id"):
        return replace(event, booking_id=new_id())
    return event
