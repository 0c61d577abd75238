"""All three projections against a recomputation by plain SQL over the event logs."""

import random

import pytest

from tests.reporting.by_sql import SHOULD, disagreements
from tests.reporting.logs import apply, log
from tests.reporting.small_day import small_day
from tests.reporting.stories import CLIENT, WAREHOUSE, short_story
from tests.support.database import connection
from wms.platform.tenancy.models import Client, Warehouse
from wms.reporting.models import BookingRow, OrderViewRow, PositionRow, StageRow
from wms.reporting.projection.commands.rebuild import rebuild
from wms.reporting.projection.queries.known import projections

pytestmark = pytest.mark.django_db(transaction=True)


def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def wrong():
    return {name: len(rows) for name, rows in disagreements(ask).items()}


@pytest.fixture
def story():
    Client.objects.create(id=CLIENT, code="demo")
    Warehouse.objects.create(id=WAREHOUSE, code="BER1", time_zone="Europe/Berlin")
    told = [*small_day(), *short_story()]
    log(*told)
    return told


def deliver(story):
    """Let every projection have the events: shuffled, each twice, in batches of any size."""
    chance = random.Random(5)
    for projection in projections():
        mine = [each for each in story if type(each.event) in projection.events] * 2
        chance.shuffle(mine)
        while mine:
            size = chance.randint(1, 40)
            apply(projection.name, *mine[:size])
            mine = mine[size:]


def test_what_was_delivered_shuffled_and_twice_is_what_plain_sql_computes(story):
    deliver(story)

    assert disagreements(ask) == {}
    assert all(ask(f"SELECT count(*) FROM reporting.{name}") != [(0,)] for name in SHOULD)


@pytest.mark.usefixtures("story")
def test_what_is_rebuilt_is_what_plain_sql_computes():
    for projection in projections():
        rebuild(projection, lambda _events, _until: None)

    assert disagreements(ask) == {}


def test_the_recomputation_finds_what_is_wrong(story):
    deliver(story)
    StageRow.objects.filter(stage="picked").delete()
    OrderViewRow.objects.update(status="picked")
    PositionRow.objects.filter(sku="MUG").update(on_hand=96)

    assert wrong() == {"order_views": 12, "analytics_stages": 3, "report_positions": 2}
    assert BookingRow.objects.count() == 5
