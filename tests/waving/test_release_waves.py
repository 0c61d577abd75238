"""The command that plans and releases by hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.waving import queue
from tests.support.api import make_site
from wms.waving.models import Wave

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("release_waves", *arguments, stdout=out)
    return out.getvalue().strip()


def test_releases_everything_that_waits():
    site = make_site()
    for _ in range(5):
        queue(warehouse_id=site.warehouse_id)

    assert run("--now", "--max-orders", "2") == "3 waves with 5 orders released"
    assert run("--now") == "0 waves with 0 orders released"

    released = Wave.objects.order_by("id").values_list("status", "order_count")
    assert list(released) == [("released", 2), ("released", 2), ("released", 1)]


def test_without_a_template_nothing_is_due():
    queue()

    assert run() == "0 waves released"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--now",), "name a warehouse"),
        (("--now", "--warehouse", "NOWHERE"), "there is no warehouse NOWHERE"),
        (("--warehouse", "NOWHERE"), "--warehouse goes with --now"),
        (("--now", "--max-orders", "0"), "--max-orders is 1 to 5000"),
    ],
)
def test_says_in_one_line_what_is_wrong(arguments, says):
    with pytest.raises(CommandError, match=says):
        run(*arguments)
