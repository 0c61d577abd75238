"""Celery: the worker processes and their clock."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from wms.kernel.actors import system_actor
from wms.platform.commands import request_of
from wms.platform.current_actor import acting
from wms.platform.database import become

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wms.config.settings")

# The only names that a message may lead to: a broker holds what anybody wrote there.
SCHEDULED = frozenset(
    line["args"][0] for line in settings.BEAT_SCHEDULE.values() if line["task"] == "run_command"
)

app = Celery("wms")
app.conf.update(
    broker_url=settings.REDIS_URL,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        # A broker that went away without a word is noticed; a worker must not stay deaf.
        "socket_keepalive": True,
        "health_check_interval": 5,
        "socket_connect_timeout": 5,
        "global_keyprefix": "celery:",
    },
    # Without this a lost connection is a warning first, and warnings are errors here.
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    # Nobody steers the workers through the broker either.
    worker_enable_remote_control=False,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    enable_utc=True,
    timezone=settings.TIME_ZONE,
    beat_schedule=settings.BEAT_SCHEDULE,
    imports=[
        "wms.platform.deferred.tasks",
        "wms.platform.outbox.tasks",
        "wms.platform.rest.tasks",
        "wms.platform.tasks",
    ],
)


class NotScheduledError(Exception):
    """A message names what the schedule does not: whoever sent it was not our clock."""


@worker_init.connect
def limit_the_worker(**_about: Any) -> None:
    """Let its connections keep the limits of a worker, also after it has forked."""
    become("worker")


@app.task(name="run_command")
def run_command(name: str) -> None:
    """Carry out a command of a context whose request says nothing but what time it is.

    Args:
        name: the full name of the function of a facade; what it takes has one field, ``now``.

    Raises:
        NotScheduledError: the schedule has no such line; nothing is imported.
    """
    if name not in SCHEDULED:
        raise NotScheduledError(f"nothing is scheduled as {name!r}")
    command = import_string(name)
    with acting(system_actor("schedule")):
        command(request_of(command)(now=timezone.now()))
