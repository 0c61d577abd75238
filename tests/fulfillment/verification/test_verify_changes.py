"""The verification of every few minutes: told as that of the night, and done again if it died."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.inventory import put, register_location
from tests.support.database import connection
from wms.config.schedule import BEAT_SCHEDULE
from wms.fulfillment.models import OperationalException
from wms.fulfillment.verification.commands.run_verification import run_verification
from wms.fulfillment.verification.commands.verify_changes import verify_changes
from wms.fulfillment.verification.contracts import RunVerification, VerifyChanges
from wms.inventory.models import StockBalance, VerifiedUpTo
from wms.platform.jobs.models import JobFault

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def stock():
    register_location("A-01")
    put(20)


def run():
    verify_changes(VerifyChanges(now=timezone.now()))


def exceptions(status="open"):
    return OperationalException.objects.filter(kind="stock_differs", status=status)


def test_totals_that_agree_raise_nothing_and_are_remembered():
    began = timezone.now()

    run()

    assert not OperationalException.objects.exists()
    assert VerifiedUpTo.objects.get().instant >= began - timedelta(seconds=1)


def test_a_total_that_lies_is_put_before_a_person_once_and_cleared_by_the_night():
    StockBalance.objects.update(usable=21)

    run()
    run()

    row = exceptions().get()
    assert (row.subject, row.order_id) == ("stock", None)
    assert row.message.startswith("1 numbers of the stock disagree, the first: usable of BOLT-M8")
    StockBalance.objects.update(usable=20)
    run_verification(RunVerification(now=timezone.now()))
    assert (exceptions().count(), exceptions("cleared").count()) == (0, 1)


@contextmanager
def nobody_can_be_told():
    """Let the database refuse exceptions of this kind."""
    table = "ALTER TABLE fulfillment.exceptions"
    with connection.cursor() as cursor:
        cursor.execute(f"{table} ADD CONSTRAINT away CHECK (kind <> 'stock_differs') NOT VALID")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"{table} DROP CONSTRAINT away")


def test_a_difference_that_could_not_be_raised_is_looked_at_again():
    StockBalance.objects.update(usable=21)

    with nobody_can_be_told():
        run()
    assert not VerifiedUpTo.objects.exists()
    assert JobFault.objects.get().job == "verify_changes"
    run()

    assert (exceptions().count(), VerifiedUpTo.objects.count()) == (1, 1)
    assert not JobFault.objects.exists()


def test_it_runs_every_few_minutes():
    line = BEAT_SCHEDULE["verify_changes"]

    assert line["args"] == ("wms.fulfillment.facade.verify_changes",)
    assert line["schedule"] <= timedelta(minutes=5)
