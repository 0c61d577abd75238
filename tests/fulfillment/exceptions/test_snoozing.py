"""Exceptions whose cause lasts: nobody clears them, and whoever cannot help it puts them off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.fulfillment.exceptions.test_exceptions import raising
from tests.support.api import Api, make_site
from tests.support.people import actor_called, log_in
from wms.fulfillment.exceptions.commands.clear_by_hand import clear_by_hand
from wms.fulfillment.exceptions.commands.clear_exception import clear_exception
from wms.fulfillment.exceptions.commands.raise_exception import raise_exception
from wms.fulfillment.exceptions.contracts.exceptions import ClearException
from wms.fulfillment.exceptions.contracts.snoozes import CauseLasts
from wms.fulfillment.exceptions.rules.kinds import LASTING
from wms.fulfillment.models import OperationalException

pytestmark = pytest.mark.django_db(transaction=True)

V1 = "/api/v1/exceptions"
PAGE = "admin:fulfillment_operationalexception"
HOUR = timedelta(hours=1)


@pytest.fixture
def lasting():
    """Raise an exception whose cause lasts."""
    command = raising(client_id=make_site().client_id, kind="undo_blocked")
    raise_exception(command)
    return command


def snooze(command, until, note="the carrier is told", api=None):
    body = {"until": until.isoformat(), "note": note}
    return (api or Api("supervisor")).post(f"{V1}/{command.exception_id}/snooze", body)


@pytest.mark.parametrize("kind", sorted(LASTING))
def test_nobody_clears_what_lasts(kind):
    command = raising(kind=kind)
    raise_exception(command)

    with pytest.raises(CauseLasts):
        clear_by_hand(
            ClearException(exception_id=command.exception_id, actor="ana", note="so what")
        )

    row = OperationalException.objects.get()
    assert (row.status, row.note, row.version) == ("open", "", 1)


def test_clearing_it_over_http_is_a_conflict(lasting):
    answer = Api("supervisor").post(f"{V1}/{lasting.exception_id}/clear", {"note": "gone"})

    assert (answer.status_code, answer.json()["code"]) == (409, "cause_lasts")
    assert OperationalException.objects.get().status == "open"


def test_its_cause_clears_it_when_it_has_ended(lasting):
    clear_exception(ClearException(exception_id=lasting.exception_id, actor="fulfillment"))

    assert OperationalException.objects.get().status == "cleared"
    again = clear_by_hand(ClearException(exception_id=lasting.exception_id, actor="ana"))
    assert again.cleared_by == "fulfillment"


def test_it_is_put_off_until_a_time_with_a_note_and_who(lasting):
    until = timezone.now() + 5 * HOUR

    api = Api("supervisor")

    answer = snooze(lasting, until, api=api)

    assert answer.status_code == 200
    told = answer.json()
    assert (told["status"], told["lasts"], told["note"], told["snoozed_by"], told["version"]) == (
        "open",
        True,
        "the carrier is told",
        api.actor,
        2,
    )
    assert datetime.fromisoformat(told["snoozed_until"]) == until.astimezone(UTC)
    assert len(api.get(V1, {"snoozed": "true"}).json()["results"]) == 1
    assert api.get(V1, {"snoozed": "false"}).json()["results"] == []


def test_it_comes_back_when_the_time_is_over(lasting):
    snooze(lasting, timezone.now() + HOUR)
    OperationalException.objects.update(snoozed_until=timezone.now() - HOUR)

    api = Api("supervisor")

    assert api.get(V1, {"snoozed": "true"}).json()["results"] == []
    assert len(api.get(V1, {"snoozed": "false"}).json()["results"]) == 1


@pytest.mark.parametrize("ahead", [-HOUR, timedelta(days=31)])
def test_it_is_put_off_for_a_while_only(lasting, ahead):
    answer = snooze(lasting, timezone.now() + ahead)

    assert (answer.status_code, answer.json()["code"]) == (422, "impossible_snooze")
    assert OperationalException.objects.get().snoozed_until is None


@pytest.mark.parametrize(
    "body",
    [
        {"until": "2026-12-01T00:00:00Z", "note": ""},
        {"until": "2026-12-01T00:00:00Z"},
        {"note": "no time"},
    ],
)
def test_whoever_puts_it_off_says_until_when_and_why(lasting, body):
    answer = Api("supervisor").post(f"{V1}/{lasting.exception_id}/snooze", body)

    assert answer.status_code in {400, 422}
    assert OperationalException.objects.get().version == 1


def test_what_is_cleared_is_not_put_off(lasting):
    clear_exception(ClearException(exception_id=lasting.exception_id, actor="fulfillment"))

    answer = snooze(lasting, timezone.now() + HOUR)

    assert (answer.status_code, answer.json()["code"]) == (409, "exception_cleared")


def test_a_foreign_exception_and_a_viewers_request_change_nothing(lasting):
    foreign = raising(kind="undo_blocked")
    raise_exception(foreign)

    assert snooze(foreign, timezone.now() + HOUR).status_code == 404
    assert snooze(lasting, timezone.now() + HOUR, api=Api("viewer")).status_code == 403
    assert not OperationalException.objects.exclude(snoozed_until=None).exists()


def test_the_page_shows_it_and_its_button_puts_it_off(lasting):
    browser = log_in(Client(), "supervisor")
    row = OperationalException.objects.get()
    button = reverse(f"{PAGE}_snooze", args=[row.pk])
    assert button in browser.get(reverse(f"{PAGE}_change", args=[row.pk])).content.decode()

    browser.post(button, {"_form_submitted": "True", "hours": "3", "reason": "away till noon"})

    row.refresh_from_db()
    assert row.snoozed_until is not None
    assert 2.9 * HOUR < row.snoozed_until - timezone.now() <= 3 * HOUR
    assert (row.snoozed_by, row.note, row.status) == (
        actor_called("supervisor"),
        "away till noon",
        "open",
    )
    assert "supervisor" in browser.get(reverse(f"{PAGE}_changelist")).content.decode()


def test_the_action_of_the_list_says_that_it_lasts(lasting):
    browser = log_in(Client(), "supervisor")
    row = OperationalException.objects.get()

    answer = browser.post(
        reverse(f"{PAGE}_changelist"),
        {"action": "clear", "_selected_action": [str(row.pk)]},
        follow=True,
    )

    assert "lasts; snooze it" in answer.content.decode()
    row.refresh_from_db()
    assert row.status == "open"


def test_the_list_shows_what_is_put_off_alone_or_not_at_all(lasting):
    other = raising(client_id=lasting.client_id, kind="step_blocked")
    raise_exception(other)
    snooze(lasting, timezone.now() + HOUR)
    browser = log_in(Client(), "supervisor")
    shown = {
        chosen: browser.get(reverse(f"{PAGE}_changelist"), {"snoozed": chosen})
        .context["cl"]
        .result_list.values_list("kind", flat=True)
        for chosen in ("yes", "no")
    }

    assert list(shown["yes"]) == ["undo_blocked"]
    assert list(shown["no"]) == ["step_blocked"]
