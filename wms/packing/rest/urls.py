"""Where packing answers."""

from django.urls import path

from wms.packing.rest.views import Cartons, Complete, OnePackTask, PackTasks, Start

urlpatterns = [
    path("pack-tasks", PackTasks.as_view(), name="pack-tasks"),
    path("pack-tasks/<uuid:task_id>", OnePackTask.as_view(), name="pack-task"),
    path("pack-tasks/<uuid:task_id>/start", Start.as_view(), name="pack-task-start"),
    path("pack-tasks/<uuid:task_id>/cartons", Cartons.as_view(), name="pack-task-cartons"),
    path("pack-tasks/<uuid:task_id>/complete", Complete.as_view(), name="pack-task-complete"),
]
