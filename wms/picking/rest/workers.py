"""Who has a task: giving it back, giving it to somebody, and what was done so."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.kernel.pages import Page
from wms.picking.contracts import (
    AssignPickTask,
    PickTask,
    PickTaskAssignee,
    PickTaskId,
    ReleasePickTask,
)
from wms.picking.rest.views import PICK_TASK, READ, STEER, WRITE
from wms.picking.selectors.tasks import list_pick_task_history
from wms.picking.services.assign_pick_task import assign_pick_task
from wms.picking.services.release_pick_task import release_pick_task
from wms.platform.history.contracts import Change
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Release(ContractView):
    """Giving a task back."""

    route = "pick-tasks/<uuid:task_id>/release"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PICK_TASK

    @describe(answer=PickTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Give a task back, for others to take; another worker's needs a supervisor."""
        command = ReleasePickTask(
            task_id=PickTaskId(task_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
            of_anybody=STEER in self.caller.scopes,
        )
        return self.answer(release_pick_task(command, receipt=self.receipt()))


class Assign(ContractView):
    """Giving a task to somebody."""

    route = "pick-tasks/<uuid:task_id>/assign"
    scopes: ClassVar[dict[str, str]] = {"POST": STEER}
    changes = PICK_TASK

    @describe(request=PickTaskAssignee, answer=PickTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Give a task to a picker, by name or id, whoever has it now."""
        command = AssignPickTask(
            task_id=PickTaskId(task_id),
            assignee=self.body(PickTaskAssignee).assignee,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(assign_pick_task(command, receipt=self.receipt()))


class TaskHistory(ContractView):
    """What people did to a task other than the work itself."""

    route = "pick-tasks/<uuid:task_id>/history"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[Change])
    def get(self, request: Request, task_id: UUID) -> Response:
        """List who gave the task to whom and who gave it back, the newest first."""
        return self.answer(
            list_pick_task_history(
                task_id=PickTaskId(task_id), client_id=self.caller.client_id, page=self.page()
            )
        )
