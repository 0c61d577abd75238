"""The table of what beat starts."""

import dataclasses

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from wms.config.celery import app, run_command

COMMANDS = [each["args"] for each in settings.BEAT_SCHEDULE.values() if "args" in each]


def test_every_line_names_a_task_that_a_worker_knows():
    app.loader.import_default_modules()

    assert {each["task"] for each in settings.BEAT_SCHEDULE.values()} <= set(app.tasks)


@pytest.mark.parametrize(("command", "request_name"), COMMANDS)
def test_every_command_exists_and_asks_only_what_time_it_is(command, request_name):
    assert callable(import_string(command))
    fields = dataclasses.fields(import_string(request_name))
    assert [each.name for each in fields if each.default is dataclasses.MISSING] == ["now"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("command", "request_name"), COMMANDS)
def test_every_command_does_nothing_where_there_is_nothing_to_do(command, request_name):
    assert run_command(command, request_name) is None
