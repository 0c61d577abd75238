"""What holds for every command: done again, asked for another client, and asked by six at once."""

from collections import Counter
from dataclasses import is_dataclass, replace
from functools import partial
from typing import get_type_hints
from uuid import UUID

import pytest
from django.db import connections
from django.db.transaction import Atomic, set_rollback

from tests.commands.cached import load_all, not_cached, questions, read_all
from tests.commands.examples import EXAMPLES
from tests.commands.state import amounts, rows
from tests.inventory.reading import differences
from tests.inventory.stock.months import bring_months_back
from tests.support.modules import all_commands
from tests.support.races import answer_of, at_once
from wms.fulfillment.saga.commands import cancel_fulfillment, restart_fulfillment, ship_short
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.kernel.errors import DomainError, NotFound
from wms.kernel.ids import ClientId
from wms.platform.cache.read import read_through
from wms.platform.commands import request_of
from wms.platform.tenancy.services.create_token import create_token
from wms.waving.contracts import OrderNotPlannable
from wms.waving.services.plan_wave import plan_wave

OTHER = ClientId(UUID(int=99))
AT_ONCE = 6
REMOTE = {each.__name__ for each in (cancel_fulfillment, restart_fulfillment, ship_short)}
"""Modules of commands that ask a Temporal server: tests/fulfillment/saga lets those race."""

NEW_EACH_TIME = {create_token}
"""A secret is shown once: whoever has lost it needs another token."""

ANSWERS = {plan_wave: OrderNotPlannable, plan_counts: tuple}
"""What another client is told by commands that name no single thing; it has nothing to count."""

COMMANDS = sorted(EXAMPLES, key=lambda each: (each.__module__, each.__name__))


def name_of(command):
    return command.__name__


def may_be_steered(command):
    """Say whether a request is for a client or, without one, for the building."""
    request = request_of(command)
    hints = get_type_hints(request) if is_dataclass(request) else {}
    return hints.get("client_id") == ClientId | None


ONCE = [each for each in COMMANDS if each not in NEW_EACH_TIME]
STEERED = [
    *filter(may_be_steered, COMMANDS),
    # Only with a client, and of one thing: what a person decides.
    approve_adjustment,
    reject_adjustment,
]


def test_every_command_has_an_example():
    modules = {command.__module__ for command in EXAMPLES}
    forgotten = {
        name
        for name, command in all_commands().items()
        if command not in EXAMPLES and not ("._" in name and name.rpartition(".")[0] in modules)
    }

    assert {name for name in forgotten if name.rpartition(".")[0] not in REMOTE} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_a_command_done_again_changes_nothing(command):
    request = EXAMPLES[command]()
    before = rows()
    command(request)
    once = rows()

    answer_of(lambda: command(request))

    assert once != before
    assert (rows() == once) == (command not in NEW_EACH_TIME)


@pytest.mark.django_db
@pytest.mark.parametrize("command", STEERED, ids=name_of)
def test_what_is_of_another_client_is_not_found_by_a_command(command):
    request = replace(EXAMPLES[command](), client_id=OTHER)
    before = rows()

    answer = answer_of(lambda: command(request))

    assert isinstance(answer, ANSWERS.get(command, NotFound))
    assert rows() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_what_a_command_has_changed_is_not_read_from_the_cache(
    command, django_capture_on_commit_callbacks
):
    request = EXAMPLES[command]()
    for question in [*questions(), *_undone(lambda: command(request), questions)]:
        answer_of(partial(read_through, question))
    assert not_cached() == []
    # What the example has done waits for a commit that never comes, and would take this with it.
    for connection in connections.all(initialized_only=True):
        connection.run_on_commit.clear()

    with django_capture_on_commit_callbacks(execute=True):
        command(request)

    assert read_all() == load_all()


@pytest.fixture
def months_come_back():
    yield
    bring_months_back()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("months_come_back")
@pytest.mark.parametrize("command", ONCE, ids=name_of)
def test_six_who_ask_for_a_command_at_once_are_one(command):
    request = EXAMPLES[command]()
    before = amounts()
    one = _alone(lambda: command(request))

    answers = at_once([lambda: command(request)] * AT_ONCE, connections=AT_ONCE)

    assert _since(before) == one
    assert not all(isinstance(answer, DomainError) for answer in answers)
    assert differences() == ()


def _alone(act):
    """Return what one who asks alone changes, and change nothing."""
    before = amounts()
    return _undone(act, lambda: _since(before))


def _undone(act, look):
    """Return what there is to see after an act, and undo it."""
    block = Atomic(None, savepoint=True, durable=False)
    # As a test of Django's does: the transaction of a command may be within this one.
    vars(block)["_from_testcase"] = True
    with block:
        act()
        seen = look()
        set_rollback(True)
    return seen


def _since(before):
    """Return what is there now and was not before, or more or less of it."""
    now = amounts()
    now.subtract(before)
    return Counter({name: amount for name, amount in now.items() if amount})
