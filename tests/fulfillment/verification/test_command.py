"""``manage.py verify_stock``: what people and machines are told, and what it repairs."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.inventory import put, register_location
from tests.fulfillment.verification import orders_at_work as at_work
from tests.inventory.reading import totals
from tests.support.database import connection
from wms.inventory.models import RepairedNumber, StockBalance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stock():
    register_location("A-01")
    put(20)
    at_work.ship(at_work.staged(2))


def verify(*arguments):
    """Return the exit code and what was printed."""
    out = StringIO()
    try:
        call_command("verify_stock", "--patience", "0", *arguments, stdout=out)
    except SystemExit as exit_:
        return exit_.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_says_to_people_and_machines_that_all_is_well():
    assert verify() == (0, "3 movements, 2 stock units and 1 balances: 0 differences\n")
    code, told = verify("--json")
    assert (code, json.loads(told)) == (
        0,
        {"units": 2, "balances": 1, "movements": 3, "differences": []},
    )


def test_fails_and_says_why_when_something_differs():
    StockBalance.objects.update(reserved=5)
    order_id = at_work.reserved(1)
    at_work.cancel(order_id)

    code, told = verify()
    _code, as_json = verify("--json")

    assert code == 1
    assert "2 differences" in told
    for words in ("reserved", "finished_orders", str(order_id), "Release the reservation"):
        assert words in told
    found = json.loads(as_json)["differences"]
    assert [(each["check"], each["expected"], each["found"]) for each in found] == [
        ("reserved", 1, 6),
        ("finished_orders", 0, 1),
    ]
    assert found[0]["subject"].startswith("BOLT-M8 in ")


def test_repairs_all_that_can_be_and_says_so(capsys):
    StockBalance.objects.update(reserved=5)
    at_work.cancel(at_work.reserved(1))

    code, told = verify("--repair", "--reason", "a script of Monday", "--actor", "ada")

    assert (code, told.splitlines()[-1]) == (
        0,
        "3 movements, 2 stock units and 1 balances: 0 differences",
    )
    assert totals() == (18, 0, 0)
    (row,) = RepairedNumber.objects.all()
    assert (row.what, row.was, row.now, row.actor, row.reason) == (
        "reserved",
        5,
        0,
        "system:shell/ada",
        "a script of Monday",
    )
    assert "repaired reserved of BOLT-M8" in capsys.readouterr().err.replace("\n", " ")


def test_fails_if_something_is_left_for_a_person(capsys):
    at_work.walked_to(2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory.allocations SET quantity = 9 WHERE status = 'open'")

    code, told = verify("--repair")

    assert code == 1
    assert "line_claims" in told
    assert "9 units are allocated to a line of 2" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--limit", "0"),
        ("--limit", "-1"),
        ("--limit", "1.5"),
        ("--patience", "-1"),
        ("--patience", "nan"),
        ("--patience", "inf"),
        ("--reason", ""),
        ("--reason", "x" * 201),
        ("--actor", "x" * 201),
    ],
)
def test_refuses_what_it_cannot_do_before_it_does_anything(arguments):
    StockBalance.objects.update(reserved=5)

    with pytest.raises(CommandError, match=arguments[0]):
        verify("--repair", *arguments)

    assert totals() == (18, 5, 0)
    assert not RepairedNumber.objects.exists()


def test_only_reads_without_being_asked_to_repair():
    StockBalance.objects.update(reserved=5)

    verify()

    assert totals() == (18, 5, 0)
    assert not RepairedNumber.objects.exists()
