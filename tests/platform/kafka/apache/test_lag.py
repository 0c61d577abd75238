"""How far a group is behind, on a broker that counts its messages as the protocol says."""

from threading import Event as Flag
from uuid import uuid4

import pytest

from tests.support.effects import note
from tests.support.events import consuming, eventually, publish
from wms.inventory.events import ReservationReleasedEvent
from wms.platform.consumers.state import group_states

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("effects_table")]
ONE, OTHER = uuid4(), uuid4()


def test_lag_is_the_messages_that_are_sent_and_not_settled(group, drain, topic):
    is_back = Flag()

    def wait(event, delivery):
        if not is_back.is_set():
            raise TimeoutError("not yet")
        note(event, receipt=delivery.receipt)

    group.handlers[ReservationReleasedEvent.event_type] = wait
    publish((ONE, 1), (ONE, 2), (OTHER, 1), (ONE, 3), (OTHER, 2))
    drain()

    with consuming(group):
        eventually(lambda: group_states()[0].lags == {topic: 5})
        is_back.set()
        eventually(lambda: group_states()[0].lags == {topic: 0})
