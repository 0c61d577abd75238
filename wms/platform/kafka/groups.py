"""The consumer groups there are, and what each one listens to."""

from collections.abc import Iterable

from django.utils.module_loading import autodiscover_modules

from wms.kernel.events import Event
from wms.platform.kafka.subscribers import Subscriber
from wms.platform.outbox.outboxes import outboxes


class UnknownGroup(Exception):
    """No context declares a subscriber of this name."""


def subscribers(groups: Iterable[str] = ()) -> tuple[Subscriber, ...]:
    """Return the subscribers of these groups, by default of all.

    Raises:
        UnknownGroup: nobody declares one of them.
    """
    autodiscover_modules("subscribers")
    known = Subscriber.registry
    wanted = tuple(groups) or tuple(sorted(known))
    for group in wanted:
        if group not in known:
            raise UnknownGroup(f"there is no group {group}; there are: {', '.join(sorted(known))}")
    return tuple(known[group] for group in wanted)


def topics_of(subscriber: Subscriber) -> tuple[str, ...]:
    """Return the topics that carry what a subscriber handles."""
    topics = {outbox.noun: outbox.topic for outbox in outboxes()}
    nouns = {Event.catalogue[event_type].noun for event_type in subscriber.handlers}
    return tuple(sorted(topics[noun] for noun in nouns))


def group_id(subscriber: Subscriber) -> str:
    """Return the name of a group as Kafka knows it."""
    return f"wms.{subscriber.group}"
