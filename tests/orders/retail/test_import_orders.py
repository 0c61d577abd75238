"""The command as a person runs it."""

import gzip
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, load_command_class

from tests.orders.retail.test_invoices import HEADER

PROJECT = Path(__file__).parents[3]
ROWS = (
    "1,85123a,mug,2,2010-12-01T08:26:00Z,1.50,17850,France\n"
    "1,POST,postage,1,2010-12-01T08:26:00Z,18,17850,France\n"
    "1,85123A,mug,1,2010-12-01T08:26:00Z,1.50,17850,France\n"
    "C2,85123A,mug,-1,2010-12-01T08:27:00Z,1.50,17850,France\n"
    "3,22423,stand,4,2010-12-01T08:28:00Z,12.75,,France\n"
    "4,22423,stand,4,2010-12-01T08:29:00Z,12.75,12583,EIRE\n"
    "5,22423,stand,4,2010-12-01T08:29:00Z,12.75,12583,EIRE\n"
)


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "retail.csv.gz"
    file.write_bytes(gzip.compress((HEADER + ROWS).encode()))
    return file


def run(*arguments):
    said = StringIO()
    call_command("import_orders", *map(str, arguments), stdout=said)
    return said.getvalue()


def test_a_dry_run_counts_and_posts_nothing(file):
    counts = json.loads(run(file, "--dry-run", "--json", "--limit", 2))

    assert counts == {
        "invoices": 4,
        "orders": 2,
        "order_lines": 3,
        "units": 7,
        "service_lines_dropped": 1,
        "posted": 0,
        "already_there": 0,
        "cancelled_before": 0,
        "accepted": 0,
        "undecided": 0,
        "rejected": 0,
        "reasons": {},
        "faults": [],
        "refused": {"cancellation": 1, "no_customer": 1},
        "refused_by_server": {},
        "demand": {"85123A": 3, "22423": 4},
        "external_refs": ["1", "4"],
        "failure": None,
    }


def test_people_get_a_table(file):
    said = run(file, "--dry-run")

    assert "orders among them" in said
    assert "refused: no_customer" in said


def test_a_missing_file_a_missing_token_and_a_missing_server_are_one_line(file, monkeypatch):
    monkeypatch.setattr("wms.orders.retail.http.FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.delenv("WMS_TOKEN", raising=False)

    with pytest.raises(CommandError, match="there is no file"):
        run("gone.csv.gz", "--dry-run")
    with pytest.raises(CommandError, match="there is no file"):
        run("gone.csv.gz")
    with pytest.raises(CommandError, match="give a token"):
        run(file)
    with pytest.raises(CommandError, match="is none"):
        run(file, "--token", "ü")
    said = StringIO()
    with pytest.raises(CommandError, match="gives no answer"):
        call_command(
            *("import_orders", str(file), "--token", "x", "--url", "http://127.0.0.1:9"),
            stdout=said,
        )
    assert said.getvalue() == ""


def test_the_help_names_the_columns():
    command = load_command_class("wms.orders", "import_orders")
    said = command.create_parser("manage.py", "import_orders").format_help()

    assert "invoice_no, stock_code, description, quantity, invoice_date" in said


def test_one_bad_invoice_is_one_refusal_and_the_rest_goes_on(tmp_path):
    file = tmp_path / "retail.csv"
    bad = ROWS.replace("4,22423", "4,22*23").replace("5,22423,stand,4", "5,22423,stand,four")
    file.write_text(HEADER + bad + "6,22423\n")
    said, told = StringIO(), StringIO()

    with pytest.raises(CommandError, match="3 invoices cannot be read"):
        call_command("import_orders", str(file), "--dry-run", stdout=said, stderr=told)

    assert told.getvalue().splitlines() == [
        "refused: invoice 4: row 7: line: a SKU code is letters, digits and . _ / + - inside",
        "refused: invoice 5: row 8: quantity 'four', price '12.75'",
        "refused: invoice 6: row 9: 2 columns in place of 8",
    ]
    assert "orders among them" in said.getvalue()


@pytest.mark.parametrize("option", ["--limit", "--threads"])
@pytest.mark.parametrize("number", ["-1", "0", "1.5", "many"])
def test_a_number_that_means_nothing_is_one_line(file, option, number):
    line = f"^Error: argument {option}: {number} is not a whole number from 1 on$"

    with pytest.raises(CommandError, match=line):
        run(file, "--dry-run", option, number)


def test_a_number_that_means_nothing_ends_the_process_as_a_mistake(file):
    ended = subprocess.run(
        [sys.executable, "manage.py", "import_orders", str(file), "--limit", "-1"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (2, "")
    *usage, line = ended.stderr.splitlines()
    assert usage[0].startswith("usage: manage.py import_orders")
    assert line == (
        "manage.py import_orders: error: argument --limit: -1 is not a whole number from 1 on"
    )
