"""The sign of life of one member of a group, for those who watch."""

import logging
import time
from datetime import timedelta
from uuid import uuid4

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from wms.platform.consumers.models import MemberMark
from wms.platform.kafka.batches import Arrival
from wms.platform.kafka.membership import Member

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5.0


class Heart:
    """Says now and then that a member lives, what it owns, and what it waits for."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._member_id = uuid4()
        self._due = 0.0

    def beat(self, member: Member) -> None:
        """Write the sign of life, if it is time; a database that is away shows otherwise."""
        if time.monotonic() < self._due:
            return
        failing = [each for each in member.arrived if each.failing is not None]
        longest = min(failing, key=_begun, default=None)
        now = timezone.now()
        waits_since, waits_for = None, ""
        if longest is not None and longest.trial is not None:
            waits_since = now - timedelta(seconds=time.monotonic() - longest.trial.began_at)
            waits_for = f"{longest.event_type or 'an unreadable message'}: {longest.trial.last}"
        lags = member.lags()
        mark = MemberMark(
            member=self._member_id,
            group=self._group,
            lags=lags,
            behind_since=member.behind_since(lags),
            waits_since=waits_since,
            waits_for=waits_for[:500],
            seen_at=now,
        )
        try:
            MemberMark.objects.bulk_create(
                [mark],
                update_conflicts=True,
                unique_fields=["member"],
                update_fields=["lags", "behind_since", "waits_since", "waits_for", "seen_at"],
            )
        except DatabaseError as error:
            logger.debug("no sign of life of %s: %s", self._group, error)
            close_old_connections()
        self._due = time.monotonic() + BEAT_SECONDS

    def beat_again(self) -> None:
        """Let the next beat be at once: something has changed that should be known."""
        self._due = 0.0

    def stop(self) -> None:
        """Take the sign of life back: this member has left."""
        try:
            MemberMark.objects.filter(member=self._member_id).delete()
        except DatabaseError as error:
            logger.debug("a sign of life of %s is left: %s", self._group, error)


def _begun(arrival: Arrival) -> float:
    return arrival.trial.began_at if arrival.trial is not None else 0.0
