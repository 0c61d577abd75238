"""Counts of locations, over HTTP: the counter is whoever the token names, and counts blind."""

from typing import ClassVar
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.request_count import request_count
from wms.inventory.counts.commands.start_count import start_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import (
    AskRecount,
    CancelCount,
    CountCancellation,
    CountFilter,
    CycleCount,
    NewCount,
    NewCountPlan,
    NewFindings,
    PlanCounts,
    PlannedCounts,
    PostCount,
    RequestCount,
    StartCount,
    SubmitCount,
)
from wms.inventory.counts.queries.counts import get_count, list_counts
from wms.inventory.scopes import APPROVE, READ, WORK, WRITE
from wms.inventory.work.contracts.counts import CountId
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class CycleCounts(ContractView):
    """What is to be counted, and what was."""

    route = "cycle-counts"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": WRITE}

    @describe(answer=Page[CycleCount], query=CountFilter)
    def get(self, request: Request) -> Response:
        """List counts of the client's goods, newest first, without what was found."""
        filters = self.query(CountFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_counts(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )

    @describe(request=NewCount, answer=CycleCount, status=201)
    def post(self, request: Request) -> Response:
        """Have the client's goods at a location counted; an unfinished count is answered."""
        asked = self.body(NewCount)
        command = RequestCount(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(asked.warehouse),
            location=asked.location,
            actor=self.caller.actor,
        )
        count = request_count(command, receipt=self.receipt())
        return self.answer(count, HTTP_201_CREATED)


class CycleCountPlan(ContractView):
    """What is worth a count."""

    route = "cycle-counts/plan"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}

    @describe(request=NewCountPlan, answer=PlannedCounts, status=201)
    def post(self, request: Request) -> Response:
        """Make the counts of the client's goods that are most worth their while."""
        asked = self.body(NewCountPlan)
        command = PlanCounts(
            now=timezone.now(),
            warehouse_id=self.warehouse_id(asked.warehouse),
            client_id=self.caller.client_id,
            limit=asked.limit,
            actor=self.caller.actor,
        )
        made = plan_counts(command, receipt=self.receipt())
        return self.answer(PlannedCounts(count_ids=made), HTTP_201_CREATED)


class OneCycleCount(ContractView):
    """One count."""

    route = "cycle-counts/<uuid:count_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=CycleCount)
    def get(self, request: Request, count_id: UUID) -> Response:
        """Show a count; what was expected only when nobody counts any more."""
        return self.answer(
            get_count(
                count_id=CountId(count_id),
                client_id=self.caller.client_id,
                for_approver=APPROVE in self.caller.scopes,
            )
        )


class CountStart(ContractView):
    """Taking a count."""

    route = "cycle-counts/<uuid:count_id>/start"
    scopes: ClassVar[dict[str, str]] = {"POST": WORK}

    @describe(answer=CycleCount)
    def post(self, request: Request, count_id: UUID) -> Response:
        """Take a count, as its one worker."""
        command = StartCount(
            count_id=CountId(count_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(start_count(command, receipt=self.receipt()))


class CountSubmit(ContractView):
    """What lies there."""

    route = "cycle-counts/<uuid:count_id>/submit"
    scopes: ClassVar[dict[str, str]] = {"POST": WORK}

    @describe(request=NewFindings, answer=CycleCount)
    def post(self, request: Request, count_id: UUID) -> Response:
        """Say what lies there; what is close enough is posted at once."""
        command = SubmitCount(
            count_id=CountId(count_id),
            actor=self.caller.actor,
            findings=self.body(NewFindings),
            client_id=self.caller.client_id,
        )
        return self.answer(submit_count(command, receipt=self.receipt()))


class CountRecount(ContractView):
    """Doubt."""

    route = "cycle-counts/<uuid:count_id>/recount"
    scopes: ClassVar[dict[str, str]] = {"POST": APPROVE}

    @describe(answer=CycleCount)
    def post(self, request: Request, count_id: UUID) -> Response:
        """Send a count that waits for approval back to the floor, to somebody else."""
        command = AskRecount(
            count_id=CountId(count_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(ask_recount(command, receipt=self.receipt()))


class CountPost(ContractView):
    """Approval."""

    route = "cycle-counts/<uuid:count_id>/post"
    scopes: ClassVar[dict[str, str]] = {"POST": APPROVE}

    @describe(answer=CycleCount)
    def post(self, request: Request, count_id: UUID) -> Response:
        """Agree to what was found, and book the differences."""
        command = PostCount(
            count_id=CountId(count_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(post_count(command, receipt=self.receipt()))


class CountCancel(ContractView):
    """Giving a count up."""

    route = "cycle-counts/<uuid:count_id>/cancel"
    scopes: ClassVar[dict[str, str]] = {"POST": APPROVE}

    @describe(request=CountCancellation, answer=CycleCount)
    def post(self, request: Request, count_id: UUID) -> Response:
        """Give a count up; nothing is booked."""
        command = CancelCount(
            count_id=CountId(count_id),
            actor=self.caller.actor,
            reason=self.body(CountCancellation).reason,
            client_id=self.caller.client_id,
        )
        return self.answer(cancel_count(command, receipt=self.receipt()))
