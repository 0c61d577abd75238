"""Picking over HTTP: the worker is whoever the token names."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from wms.kernel.pages import Page
from wms.picking.contracts import (
    ClaimPickTask,
    CompletePickTask,
    ConfirmPicks,
    NewPicks,
    PickTask,
    PickTaskFilter,
    PickTaskId,
    PickTaskNotFound,
    PickTaskSummary,
    StartPickTask,
)
from wms.picking.contracts.commands import PrioritizePickTask, TaskPriority
from wms.picking.selectors.tasks import get_pick_task, list_pick_tasks
from wms.picking.services.claim_pick_task import claim_pick_task
from wms.picking.services.complete_pick_task import complete_pick_task
from wms.picking.services.confirm_picks import confirm_picks
from wms.picking.services.prioritize_pick_task import prioritize_pick_task
from wms.picking.services.start_pick_task import start_pick_task
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import Cached, describe
from wms.platform.rest.views import ContractView

READ, WRITE, STEER = "picking:read", "picking:write", "waves:write"

PICK_TASK = Resource(
    contract=PickTask,
    noun="picking",
    parameter="task_id",
    load=get_pick_task,
    missing=PickTaskNotFound,
)


class PickTasks(ContractView):
    """Work for pickers."""

    route = "pick-tasks"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[PickTaskSummary], query=PickTaskFilter)
    def get(self, request: Request) -> Response:
        """List tasks, newest first; with `available=true` those to claim, most urgent first."""
        return self.answer(
            list_pick_tasks(
                client_id=self.caller.client_id,
                filters=self.query(PickTaskFilter),
                page=self.page(),
            )
        )


class OnePickTask(ContractView):
    """One walk."""

    route = "pick-tasks/<uuid:task_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Cached[PickTask])
    def get(self, request: Request, task_id: UUID) -> HttpResponse:
        """Show a task with its stops in the order of the walk."""
        return self.cached(PICK_TASK.read(task_id, self.caller.client_id))


class Claim(ContractView):
    """Taking a task."""

    route = "pick-tasks/<uuid:task_id>/claim"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PICK_TASK

    @describe(answer=PickTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Take an open task; of many who try, one gets it."""
        command = ClaimPickTask(
            task_id=PickTaskId(task_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(claim_pick_task(command, receipt=self.receipt()))


class Prioritize(ContractView):
    """The priority of one task."""

    route = "pick-tasks/<uuid:task_id>/priority"
    scopes: ClassVar[dict[str, str]] = {"POST": STEER}
    changes = PICK_TASK

    @describe(request=TaskPriority, answer=PickTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Let pickers take a task earlier or later; 409 says that a worker has it."""
        command = PrioritizePickTask(
            task_id=PickTaskId(task_id),
            priority=self.body(TaskPriority).priority,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(prioritize_pick_task(command, receipt=self.receipt()))


class Start(ContractView):
    """Beginning to walk."""

    route = "pick-tasks/<uuid:task_id>/start"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PICK_TASK

    @describe(answer=PickTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Begin to walk."""
        command = StartPickTask(
            task_id=PickTaskId(task_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(start_pick_task(command, receipt=self.receipt()))


class Picks(ContractView):
    """Stops of a walk."""

    route = "pick-tasks/<uuid:task_id>/picks"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PICK_TASK

    @describe(request=NewPicks, answer=PickTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Confirm stops by what was scanned, all or none; the answer has only these stops."""
        command = ConfirmPicks(
            task_id=PickTaskId(task_id),
            actor=self.caller.actor,
            picks=self.body(NewPicks).picks,
            client_id=self.caller.client_id,
        )
        return self.answer(confirm_picks(command, receipt=self.receipt()))


class Complete(ContractView):
    """The end of a walk."""

    route = "pick-tasks/<uuid:task_id>/complete"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PICK_TASK

    @describe(answer=PickTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Finish a task that has no open stop left."""
        command = CompletePickTask(
            task_id=PickTaskId(task_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(complete_pick_task(command, receipt=self.receipt()))
