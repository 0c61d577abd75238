"""The projections as they are read from Kafka: twice from the beginning, with the same rows."""

import json
from collections import Counter
from uuid import uuid4

import pytest

from tests.reporting.logs import publish
from tests.reporting.small_day import small_day
from tests.reporting.stories import CLIENT, WAREHOUSE, short_story
from tests.support.events import Reader, consuming, eventually
from wms.platform.kafka import membership
from wms.platform.kafka.groups import subscribers
from wms.platform.kafka.topics import create_topics
from wms.platform.outbox.drain import Drain
from wms.platform.outbox.lanes import Lanes
from wms.platform.outbox.outboxes import outboxes
from wms.platform.tenancy.models import Client, Warehouse
from wms.reporting.models import Generation, WaveRow
from wms.reporting.projection.commands.rebuild import check
from wms.reporting.projection.queries.differences import checksum
from wms.reporting.projection.queries.known import projections
from wms.waving.outbox import WavingOutbox

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
GROUPS = ("analytics", "order-views", "reports")


@pytest.fixture
def story(kafka, monkeypatch):
    """Send a day, and the story of an order, to topics of their own."""
    Client.objects.create(id=CLIENT, code="demo")
    Warehouse.objects.create(id=WAREHOUSE, code="BER1", time_zone="Europe/Berlin")
    for outbox in outboxes():
        monkeypatch.setattr(outbox.waiting, "topic", f"{outbox.topic}.{uuid4().hex[:8]}")
    create_topics()
    told = [*small_day(), *short_story()]
    for each in told:
        publish(each)
    lanes = Lanes(outboxes())
    eventually(lambda: _drained(lanes))
    lanes.close()
    return told


def _drained(lanes):
    """Drain all that can be; say whether nothing is left."""
    for run in lanes.start(Drain.until_empty, patience_ms=1_000).values():
        run.exception(timeout=20)
    return not any(outbox.waiting.objects.exists() for outbox in outboxes())


def read_all(story, monkeypatch):
    """Read all topics from the beginning, by groups that are new, until nothing is left."""
    name = uuid4().hex[:8]
    monkeypatch.setattr(membership, "group_id", lambda each: f"{each.group}-{name}")
    expected = {
        group.group: sum(told.event.event_type in group.handlers for told in story)
        for group in subscribers(GROUPS)
    }
    with consuming(*subscribers(GROUPS)):
        eventually(
            lambda: (
                {group.group: group.inbox.objects.count() for group in subscribers(GROUPS)}
                == expected
            ),
            seconds=60,
        )
    live = dict(Generation.objects.values_list("projection", "id"))
    return {
        model.__name__: checksum(model, live[projection.name])
        for projection in projections()
        for model in projection.models
    }


def test_two_readings_from_the_beginning_are_the_same_rows(story, monkeypatch):
    first = read_all(story, monkeypatch)
    for projection in projections():
        assert check(projection, lambda _events, _until: None).differences == ()
        for model in projection.models:
            model.objects.all().delete()
    Generation.objects.all().delete()
    for group in subscribers(GROUPS):
        group.inbox.objects.all().delete()

    second = read_all(story, monkeypatch)

    assert second == first
    assert all(count for count, _number in first.values())


def test_analytics_of_waves_is_what_their_topic_says(story, kafka, monkeypatch):
    read_all(story, monkeypatch)
    reader = Reader(kafka, WavingOutbox.topic)
    sent = sum(told.event.noun == "wave" for told in story)
    orders, lines = Counter[str](), Counter[str]()

    for message in reader.read(sent):
        if dict(message.headers())["ce_type"] == b"wms.wave.released":
            said = json.loads(message.value())
            orders[said["wave_id"]] += len(said["orders"])
            lines[said["wave_id"]] += sum(len(each["lines"]) for each in said["orders"])
    reader.close()

    counted = {
        str(row.wave_id): tuple(map(sum, zip(*row.pages.values(), strict=True)))
        for row in WaveRow.objects.live().exclude(pages={})
    }
    assert counted == {wave: (orders[wave], lines[wave]) for wave in orders}
    assert len(counted) == 3
