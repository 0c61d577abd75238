"""Packing over HTTP: the worker is whoever the token names."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.kernel.pages import Page
from wms.packing.contracts import (
    CompletePackTask,
    NewCarton,
    PackTask,
    PackTaskFilter,
    PackTaskId,
    PackTaskNotFound,
    PackTaskSummary,
    SealCarton,
    StartPackTask,
)
from wms.packing.selectors.tasks import get_pack_task, list_pack_tasks
from wms.packing.services.complete_pack_task import complete_pack_task
from wms.packing.services.seal_carton import seal_carton
from wms.packing.services.start_pack_task import start_pack_task
from wms.platform.rest.resources import Resource
from wms.platform.rest.schema import Cached, describe
from wms.platform.rest.views import ContractView

READ, WRITE, STEER = "packing:read", "packing:write", "waves:write"

PACK_TASK = Resource(
    contract=PackTask,
    noun="packing",
    parameter="task_id",
    load=get_pack_task,
    missing=PackTaskNotFound,
)


class PackTasks(ContractView):
    """Work for packers."""

    route = "pack-tasks"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Page[PackTaskSummary], query=PackTaskFilter)
    def get(self, request: Request) -> Response:
        """List tasks, newest first; with `available=true` those to start, most urgent first."""
        return self.answer(
            list_pack_tasks(
                client_id=self.caller.client_id,
                filters=self.query(PackTaskFilter),
                page=self.page(),
            )
        )


class OnePackTask(ContractView):
    """One order to pack."""

    route = "pack-tasks/<uuid:task_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=Cached[PackTask])
    def get(self, request: Request, task_id: UUID) -> HttpResponse:
        """Show a task with its lines and its cartons."""
        return self.cached(PACK_TASK.read(task_id, self.caller.client_id))


class Start(ContractView):
    """Beginning to pack."""

    route = "pack-tasks/<uuid:task_id>/start"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PACK_TASK

    @describe(answer=PackTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Begin to pack; who begins has the task."""
        command = StartPackTask(
            task_id=PackTaskId(task_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(start_pack_task(command, receipt=self.receipt()))


class Cartons(ContractView):
    """Boxes of a task."""

    route = "pack-tasks/<uuid:task_id>/cartons"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PACK_TASK

    @describe(request=NewCarton, answer=PackTask, status=HTTP_201_CREATED)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Close a carton; the answer has only this one, and the same for the same carton again."""
        command = SealCarton(
            task_id=PackTaskId(task_id),
            actor=self.caller.actor,
            carton=self.body(NewCarton),
            client_id=self.caller.client_id,
        )
        task = seal_carton(command, receipt=self.receipt())
        return self.answer(task, HTTP_201_CREATED)


class Complete(ContractView):
    """The end of packing."""

    route = "pack-tasks/<uuid:task_id>/complete"
    scopes: ClassVar[dict[str, str]] = {"POST": WRITE}
    changes = PACK_TASK

    @describe(answer=PackTask)
    def post(self, request: Request, task_id: UUID) -> Response:
        """Finish a task, all units of which are in cartons."""
        command = CompletePackTask(
            task_id=PackTaskId(task_id), actor=self.caller.actor, client_id=self.caller.client_id
        )
        return self.answer(complete_pack_task(command, receipt=self.receipt()))
