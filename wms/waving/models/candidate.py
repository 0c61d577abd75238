"""Orders as planning sees them."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wms.orders.contracts import Priority
from wms.platform.tables import in_schema
from wms.waving.contracts import WaveLine
from wms.waving.domain.splits import what_is_left
from wms.waving.domain.transitions import CandidateState

PRIORITIES = [(priority.rank, priority.value.replace("_", " ")) for priority in Priority]
# What a person reads.
STATES = {
    CandidateState.EXPECTED: "not known yet",
    CandidateState.NOTED: "waits for stock",
    CandidateState.QUEUED: "waits for its lines",
    CandidateState.PLANNABLE: "can be planned",
    CandidateState.PLANNED: "in a wave",
    CandidateState.OUT: "withdrawn",
}
# A UUIDv7 begins with its time, so that the id of an order also says how old it is.
URGENCY = ("priority_rank", F("ship_by").asc(nulls_last=True), "order_id")


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Ways to narrow, sort or lock candidates."""

    def plannable(self, warehouse_id: UUID, client_id: UUID | None = None) -> "CandidateQuerySet":
        """Keep those of a warehouse that a wave may take; None takes those of every client."""
        waiting = self.filter(warehouse_id=warehouse_id, state=CandidateState.PLANNABLE)
        return waiting if client_id is None else waiting.filter(client_id=client_id)

    def most_urgent_first(self) -> "CandidateQuerySet":
        """Sort by priority, then by the day promised, then by age."""
        return self.order_by(*URGENCY)

    def locked(self) -> "CandidateQuerySet":
        """Lock the rows in one global order, after the wave if there is one to lock."""
        return self.order_by("order_id").select_for_update(of=("self",))


class Candidate(models.Model):
    """An order that waits for a wave, is in one, or is out. One that is out stays as a row.

    The rounds up to ``closed_round`` were withdrawn; a late repeat cannot revive them.
    """

    order_id = models.UUIDField(primary_key=True)
    state = models.CharField(
        max_length=16, choices=[(state.value, word) for state, word in STATES.items()]
    )
    round_no = models.PositiveSmallIntegerField("round", default=0)
    closed_round = models.PositiveSmallIntegerField(default=0)
    client_id = models.UUIDField(null=True)
    warehouse_id = models.UUIDField(null=True)
    number = models.CharField(max_length=24, blank=True, default="")
    priority_rank = models.PositiveSmallIntegerField("priority", choices=PRIORITIES, default=0)
    ship_by = models.DateField(null=True, blank=True)
    lines = models.JSONField(default=list)
    # Units by line number, of lines of which the order goes on with fewer than it came with.
    kept: "models.JSONField[Any, Any]" = models.JSONField(default=dict, db_default={}, blank=True)
    line_count = models.PositiveIntegerField("lines", default=0)
    unit_count = models.PositiveBigIntegerField("units", default=0)
    # How often it came into a wave, or left one.
    assignment_no = models.PositiveIntegerField(default=0, db_default=0)
    noted_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        db_table = in_schema("waves", "candidates")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CandidateState]),
                name="candidate_state_is_a_known_word",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["noted", "plannable", "planned"])
                | Q(
                    noted_at__isnull=False,
                    client_id__isnull=False,
                    warehouse_id__isnull=False,
                    line_count__gt=0,
                ),
                name="candidate_is_planned_only_when_its_lines_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["queued", "plannable", "planned"])
                | (Q(round_no__gt=F("closed_round")) & Q(queued_at__isnull=False)),
                name="candidate_waits_only_in_a_round_that_is_not_closed",
            ),
        )
        indexes = (
            models.Index(
                "warehouse_id",
                "priority_rank",
                F("ship_by").asc(nulls_last=True),
                "order_id",
                condition=Q(state="plannable"),
                name="plannable_by_urgency",
            ),
            models.Index(
                "warehouse_id",
                "client_id",
                "priority_rank",
                F("ship_by").asc(nulls_last=True),
                "order_id",
                condition=Q(state="plannable"),
                name="plannable_of_client_by_urgency",
            ),
        )

    def __str__(self) -> str:
        return self.number or str(self.order_id)

    def hold_what_is_left(self) -> None:
        """Take off the lines what the order has left behind; not saved yet."""
        left = what_is_left((WaveLine(**line) for line in self.lines), self.kept_units)
        self.lines = [asdict(line) for line in left]
        self.line_count = len(left)
        self.unit_count = sum(line.quantity for line in left)

    @property
    def kept_units(self) -> dict[int, int]:
        """Return how many units the order keeps of lines that were split."""
        return {int(line_no): units for line_no, units in self.kept.items()}

    @property
    def is_noted(self) -> bool:
        """Return whether it is known what the order holds."""
        return self.noted_at is not None
