"""The table of what beat starts."""

import dataclasses

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from wms.config.celery import NotScheduledError, app, run_command
from wms.platform.commands import request_of

COMMANDS = [each["args"][0] for each in settings.BEAT_SCHEDULE.values() if "args" in each]


def test_every_line_names_a_task_that_a_worker_knows():
    app.loader.import_default_modules()

    assert {each["task"] for each in settings.BEAT_SCHEDULE.values()} <= set(app.tasks)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_asks_only_what_time_it_is(name):
    fields = dataclasses.fields(request_of(import_string(name)))
    assert [each.name for each in fields if each.default is dataclasses.MISSING] == ["now"]


@pytest.mark.parametrize(
    "name",
    [
        "os.system",
        "wms.inventory.facade.repair_stock",
        "wms.inventory.counts.commands.plan_counts.plan_counts",
        "tests.support.impure.work",
        "",
        ["os.system"],
    ],
)
def test_a_message_leads_only_to_what_the_schedule_lists(name, monkeypatch):
    imported: list[str] = []
    monkeypatch.setattr("wms.config.celery.import_string", imported.append)

    with pytest.raises((NotScheduledError, TypeError)):
        run_command(name)

    assert imported == []


def test_nobody_steers_a_worker_through_the_broker():
    assert app.conf.worker_enable_remote_control is False
    assert app.conf.accept_content == ["json"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_does_nothing_where_there_is_nothing_to_do(name, shared_temporal):
    assert run_command(name) is None
