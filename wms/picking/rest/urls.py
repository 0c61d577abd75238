"""Where picking answers."""

from django.urls import path

from wms.picking.rest.views import Claim, Complete, OnePickTask, Picks, PickTasks, Start

urlpatterns = [
    path("pick-tasks", PickTasks.as_view(), name="pick-tasks"),
    path("pick-tasks/<uuid:task_id>", OnePickTask.as_view(), name="pick-task"),
    path("pick-tasks/<uuid:task_id>/claim", Claim.as_view(), name="pick-task-claim"),
    path("pick-tasks/<uuid:task_id>/start", Start.as_view(), name="pick-task-start"),
    path("pick-tasks/<uuid:task_id>/picks", Picks.as_view(), name="pick-task-picks"),
    path("pick-tasks/<uuid:task_id>/complete", Complete.as_view(), name="pick-task-complete"),
]
