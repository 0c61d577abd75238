"""Who has a task: giving it back, giving it to somebody, and what was done so."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from wms.kernel.pages import Page
from wms.packing.contracts import (
    AssignPackTask,
    PackTask,
    PackTaskAssignee,
    PackTaskId,
    ReleasePackTask,
)
from wms.packing.rest.views import PACK_TASK, READ, STEER, WRITE
from wms.packing.selectors.tasks import list_pack_task_history
from wms.packing.services.assign_pack_task import assign_pack_task
from wms.packing.services.release_pack_task import release_pack_task
from wms.platform.history.contracts import Change
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class Release(ContractView):
    """Giving a task back."""

    route = "pack-tasks/<uuid:task_id>/release"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PACK_TASK

    @describe(answer=PackTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Give a task back, for others to take; another worker's needs a supervisor."""
        command = ReleasePackTask(
            task_id=PackTaskId(task_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
            of_anybody=STEER in self.caller.scopes,
        )
        return self.answer(release_pack_task(command, receipt=self.receipt()))


class Assign(ContractView):
    """Giving a task to somebody."""

    route = "pack-tasks/<uuid:task_id>/assign"
    scopes: ClassVar[dict[str, str]] = {"POST": STEER}
    changes = PACK_TASK

    @describe(request=PackTaskAssignee, answer=PackTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Give a task to a packer, by name or id, whoever has it now."""
        command = AssignPackTask(
            task_id=PackTaskId(task_id),
            assignee=self.body(PackTaskAssignee).assignee,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(assign_pack_task(command, receipt=self.receipt()))


class TaskHistory(ContractView):
    """What people did to a task other than the work itself."""

    route = "pack-tasks/<uuid:task_id>/history"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[Change])
    def get(self, request: Request, task_id: UUID) -> Response:
        """List who gave the task to whom and who gave it back, the newest first."""
        return self.answer(
            list_pack_task_history(
                task_id=PackTaskId(task_id), client_id=self.caller.client_id, page=self.page()
            )
        )
