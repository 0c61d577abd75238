"""Tasks that carry goods, over HTTP: the worker is whoever the token names."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from wms.inventory.moves.commands.cancel_move_task import cancel_move_task
from wms.inventory.moves.commands.claim_move_task import claim_move_task
from wms.inventory.moves.commands.complete_move_task import complete_move_task
from wms.inventory.moves.commands.release_move_task import release_move_task
from wms.inventory.moves.commands.reopen_move_task import reopen_move_task
from wms.inventory.moves.contracts import (
    CancelMoveTask,
    Carried,
    ClaimMoveTask,
    CompleteMoveTask,
    MoveTask,
    MoveTaskCancellation,
    MoveTaskFilter,
    MoveTaskNotFound,
    ReleaseMoveTask,
    ReopenMoveTask,
)
from wms.inventory.moves.queries.tasks import get_move_task, list_move_tasks
from wms.inventory.scopes import APPROVE, READ, WORK, WRITE
from wms.inventory.work.contracts.tasks import MoveTaskId
from wms.kernel.pages import Page
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import Cached, describe
from wms.platform.rest.views import ContractView

MOVE_TASK = Resource(
    contract=MoveTask,
    noun="inventory",
    parameter="task_id",
    load=get_move_task,
    missing=MoveTaskNotFound,
)


class MoveTasks(ContractView):
    """Goods to be carried."""

    route = "move-tasks"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[MoveTask], query=MoveTaskFilter)
    def get(self, request: Request) -> Response:
        """List tasks, newest first."""
        filters = self.query(MoveTaskFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_move_tasks(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )


class OneMoveTask(ContractView):
    """Goods to be carried from one place to another."""

    route = "move-tasks/<uuid:task_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Cached[MoveTask])
    def get(self, request: Request, task_id: UUID) -> HttpResponse:
        """Show a task."""
        return self.cached(MOVE_TASK.read(task_id, self.caller.client_id))


class ClaimMove(ContractView):
    """Taking a task."""

    route = "move-tasks/<uuid:task_id>/claim"
    scopes: ClassVar[dict[str, str]] = {"POST": WORK}
    changes = MOVE_TASK

    @describe(answer=MoveTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Take an open task; of many who try, one gets it."""
        command = ClaimMoveTask(
            task_id=MoveTaskId(task_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(claim_move_task(command, receipt=self.receipt()))


class ReleaseMove(ContractView):
    """Giving a task back."""

    route = "move-tasks/<uuid:task_id>/release"
    scopes: ClassVar[dict[str, str]] = {"POST": WORK}
    changes = MOVE_TASK

    @describe(answer=MoveTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Give a claimed task back, for others to take; another worker's needs a supervisor."""
        command = ReleaseMoveTask(
            task_id=MoveTaskId(task_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
            of_anybody=APPROVE in self.caller.scopes,
        )
        return self.answer(release_move_task(command, receipt=self.receipt()))


class CompleteMove(ContractView):
    """The end of a task."""

    route = "move-tasks/<uuid:task_id>/complete"
    scopes: ClassVar[dict[str, str]] = {"POST": WORK}
    changes = MOVE_TASK

    @describe(request=Carried, answer=MoveTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Say where the goods are now, and how many came there."""
        command = CompleteMoveTask(
            task_id=MoveTaskId(task_id),
            actor=self.caller.actor,
            carried=self.body(Carried),
            client_id=self.caller.client_id,
        )
        return self.answer(complete_move_task(command, receipt=self.receipt()))


class CancelMove(ContractView):
    """Taking a task off the floor."""

    route = "move-tasks/<uuid:task_id>/cancel"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = MOVE_TASK

    @describe(request=MoveTaskCancellation, answer=MoveTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Cancel a task; its goods stay where they are."""
        command = CancelMoveTask(
            task_id=MoveTaskId(task_id),
            reason=self.body(MoveTaskCancellation).reason,
            client_id=self.caller.client_id,
            actor=self.caller.actor,
        )
        return self.answer(cancel_move_task(command, receipt=self.receipt()))


class ReopenMove(ContractView):
    """Sending somebody again."""

    route = "move-tasks/<uuid:task_id>/reopen"
    scopes: ClassVar[dict[str, str]] = {"POST": APPROVE}
    changes = MOVE_TASK

    @describe(answer=MoveTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Open a cancelled put-away or return again, for as many of its units as are left."""
        command = ReopenMoveTask(
            task_id=MoveTaskId(task_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(reopen_move_task(command, receipt=self.receipt()))
