"""Every event says who caused it."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.support.events import consuming, eventually, fact
from wms.inventory.models import InventoryEventLog, InventoryOutbox
from wms.kernel.actors import Actor
from wms.platform.commands import command
from wms.platform.current_actor import acting, current_actor

pytestmark = pytest.mark.django_db(transaction=True)
ORDER = uuid4()


@dataclass(frozen=True, kw_only=True)
class Release:
    actor: Actor


@command
def release(request: Release) -> str:
    InventoryOutbox.publish(fact(ORDER, 1), sequence=1)
    return current_actor()


@command
def release_by_itself(request: str) -> str:
    InventoryOutbox.publish(fact(ORDER, 1), sequence=1)
    return current_actor()


def test_the_actor_of_a_command_caused_its_events():
    assert release(Release(actor="user:7")) == "user:7"

    assert InventoryOutbox.objects.get().actor == "user:7"
    assert current_actor() == "system:command"


def test_a_command_that_names_nobody_is_caused_by_who_runs_it():
    with acting("system:schedule"):
        release_by_itself("please")

    assert InventoryOutbox.objects.get().actor == "system:schedule"


def test_a_command_that_names_somebody_wins_over_who_runs_it():
    with acting("system:schedule"):
        release(Release(actor="token:9"))

    assert InventoryOutbox.objects.get().actor == "token:9"


@pytest.fixture
def headers(drain, reader):
    """Return a function that sends what waits, and returns the headers of its only message."""

    def send():
        drain()
        reader.numbers(1)
        (message,) = reader.messages
        return dict(message.headers())

    return send


@pytest.mark.parametrize(
    ("actor", "authtype"),
    [("user:7", b"app_user"), ("token:9", b"api_key"), ("system:waving", b"system")],
)
def test_a_message_says_it_as_cloudevents_do(actor, authtype, headers):
    release(Release(actor=actor))

    sent = headers()

    assert (sent["ce_authtype"], sent["ce_authid"]) == (authtype, actor.encode())
    assert InventoryEventLog.objects.get().actor == actor


def test_an_event_of_before_says_nothing(headers):
    release(Release(actor="user:7"))
    InventoryOutbox.objects.update(actor="")

    assert {"ce_authtype", "ce_authid"}.isdisjoint(headers())


def test_what_a_group_does_about_an_event_is_caused_by_the_group(group, drain):
    seen = []
    group.handlers[fact(ORDER, 1).event_type] = lambda *_event: seen.append(current_actor())
    release(Release(actor="user:7"))
    drain()

    with consuming(group):
        eventually(lambda: seen)

    assert seen == [f"system:{group.group}"]
