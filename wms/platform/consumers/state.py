"""How the consumer groups are doing, for health, metrics and the list of exceptions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from wms.platform.consumers.models import DeadLetter, MemberMark
from wms.platform.kafka.groups import subscribers, topics_of

# Some beats of the heart; a member that handles one event for longer is late with everything.
MEMBER_IS_GONE_AFTER = timedelta(seconds=30)
MEMBER_IS_FORGOTTEN_AFTER = timedelta(days=1)
LETTER_IS_FORGOTTEN_AFTER = timedelta(days=40)  # as the inbox, which would know a repeat


@dataclass(frozen=True, kw_only=True)
class GroupState:
    """A group: the topics that none of its members has a partition of, and how far it is behind.

    ``lags`` is messages by topic, of the partitions that are owned; ``behind_since`` is when the
    oldest of them was sent.
    """

    group: str
    topics_without: tuple[str, ...]
    lags: dict[str, int] = field(default_factory=dict)
    behind_since: datetime | None = None
    waits_since: datetime | None = None
    waits_for: str = ""

    @property
    def lag(self) -> int:
        """Return how many messages were sent and are not settled."""
        return sum(self.lags.values())

    def lag_seconds(self, now: datetime) -> float:
        """Return how old the oldest message is that is not settled; 0 if all are."""
        if self.behind_since is None:
            return 0.0
        return max((now - self.behind_since).total_seconds(), 0.0)

    @property
    def is_at_work(self) -> bool:
        """Return whether it handles all that it should, and nothing waits for too long."""
        return not self.why_not

    @property
    def why_not(self) -> str:
        """Return what is wrong, "" if nothing is."""
        if self.topics_without:
            return f"nobody of the group handles {', '.join(self.topics_without)}"
        patience = settings.EVENT_PATIENCE
        if self.waits_since is not None and timezone.now() - self.waits_since > patience:
            return f"it is refused {self.waits_for}"
        return ""


def group_states() -> tuple[GroupState, ...]:
    """Return the state of every group that a context declares, read in one query."""
    fresh = MemberMark.objects.filter(seen_at__gt=timezone.now() - MEMBER_IS_GONE_AFTER)
    marks: dict[str, list[MemberMark]] = {}
    for mark in fresh.order_by("seen_at"):
        marks.setdefault(mark.group, []).append(mark)
    return tuple(
        _state(each.group, topics_of(each), marks.get(each.group, [])) for each in subscribers()
    )


def forget_old() -> None:
    """Forget members that were killed long ago, and letters about which nothing is left to do."""
    now = timezone.now()
    MemberMark.objects.filter(seen_at__lt=now - MEMBER_IS_FORGOTTEN_AFTER).delete()
    DeadLetter.objects.filter(settled_at__lt=now - LETTER_IS_FORGOTTEN_AFTER).delete()


def dead_letter_counts() -> dict[str, int]:
    """Return how many dead letters of each group are not settled."""
    counted = DeadLetter.objects.filter(settled_at=None).order_by("group")
    counts = dict.fromkeys((each.group for each in subscribers()), 0)
    return counts | dict(counted.values_list("group").annotate(letters=Count("pk")))


def _state(group: str, topics: tuple[str, ...], marks: list[MemberMark]) -> GroupState:
    # While partitions change hands two members may name one; whoever spoke last is believed.
    lags: dict[str, dict[str, int]] = {}
    for mark in marks:
        for topic, partitions in mark.lags.items():
            lags.setdefault(topic, {}).update(partitions)
    waiting = [mark for mark in marks if mark.waits_since is not None]
    longest = min(waiting, key=lambda mark: mark.waits_since or mark.seen_at, default=None)
    return GroupState(
        group=group,
        topics_without=tuple(topic for topic in topics if topic not in lags),
        lags={topic: sum(found.values()) for topic, found in lags.items()},
        behind_since=min(
            (mark.behind_since for mark in marks if mark.behind_since is not None), default=None
        ),
        waits_since=longest.waits_since if longest else None,
        waits_for=longest.waits_for if longest else "",
    )
