"""The reports, held against a day that is small enough to be counted by hand."""

import csv
import io
import json
import random
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest
import time_machine
from django.core.management import CommandError, call_command

from tests.reporting.logs import apply
from tests.reporting.small_day import STRANGER, at, small_day
from tests.reporting.stories import CLIENT, WAREHOUSE
from tests.support.api import Api
from wms.platform.tenancy.models import Client, Warehouse
from wms.reporting.projection.models.rows import columns_of
from wms.reporting.reports.contracts import AskReport, Format, PeriodNotPossible, ReportName
from wms.reporting.reports.models.base import NAME
from wms.reporting.reports.projection import REPORTS
from wms.reporting.reports.queries.forms import write_report
from wms.reporting.reports.queries.rows import report_rows

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 11, 22), date(2026, 11, 23)
URL = "/api/v1/reports"


@pytest.fixture
def day():
    Client.objects.create(id=CLIENT, code="demo")
    Warehouse.objects.create(id=WAREHOUSE, code="BER1", time_zone="Europe/Berlin")
    story = [each for each in small_day() if type(each.event) in REPORTS.events]
    apply(NAME, *random.Random(4).sample(story * 2, k=2 * len(story)))
    return story


@pytest.fixture
def today():
    with time_machine.travel(at(9, day=24), tick=False):
        yield


def asked(name, **changes):
    of = {"client_id": CLIENT, "since": FIRST, "until": LAST}
    return list(report_rows(AskReport(name=name, **{**of, **changes})))


def everything():
    return {
        model.__name__: sorted(model.objects.live().values_list(*columns_of(model)), key=repr)
        for model in REPORTS.models
    }


def test_any_order_of_arrival_with_repeats_gives_the_same_rows(day):
    shuffled = everything()
    for model in REPORTS.models:
        model.objects.all().delete()

    for told in day:
        apply(NAME, told)

    assert everything() == shuffled
    assert all(shuffled.values())


@pytest.mark.usefixtures("day")
def test_orders_by_day():
    here = ["demo", "BER1"]

    assert asked(ReportName.ORDERS) == [
        [FIRST, *here, "", 4, 6, 18, 1, 1, 0],  # nobody said who took order B
        [FIRST, *here, "SIM", 0, 0, 0, 1, 0, 1],
    ]


@pytest.mark.usefixtures("day")
def test_stock_by_day():
    here = ["demo", "BER1"]

    assert asked(ReportName.STOCK, since=date(2026, 11, 21)) == [
        [date(2026, 11, 21), *here, "", 0, 0, 40, None],
        [FIRST, *here, "", 10, 0, 50, None],
        [FIRST, *here, "EUR", 100, 5, 95, Decimal("237.5000")],
        [LAST, *here, "", 2, 0, 52, None],
        [LAST, *here, "EUR", 0, 0, 95, Decimal("285.0000")],
    ]


@pytest.mark.usefixtures("day")
def test_movements_by_cause():
    here = ["demo", "BER1"]

    assert asked(ReportName.MOVEMENTS) == [
        [FIRST, *here, "pick", 0, 0, 5],
        [FIRST, *here, "receipt", 110, 0, 0],
        [FIRST, *here, "shipment", 0, 5, 0],
        [LAST, *here, "count", 2, 0, 0],
    ]


@pytest.mark.usefixtures("day", "today")
def test_how_long_stock_has_been_there():
    here = ["demo", "BER1"]
    with time_machine.travel(at(9, day=24) + timedelta(days=25)):
        found = asked(ReportName.AGEING)

    # Forty plates came on the 12th of November, 37 days ago, and two were found on the 23rd.
    assert found == [
        [*here, "MUG", "", 95, 95, 0, 0, 0, 0, 27, "EUR", Decimal("285.0000")],
        [*here, "PLATE", "L1", 42, 2, 40, 0, 0, 0, 37, "", None],
        [*here, "PLATE", "L2", 10, 10, 0, 0, 0, 0, 27, "", None],
    ]


@pytest.mark.usefixtures("day", "today")
@pytest.mark.parametrize(("days", "skus"), [(0, ["PLATE", "MUG"]), (12, ["PLATE"]), (13, [])])
def test_stock_of_which_nothing_leaves(days, skus):
    assert [row[2] for row in asked(ReportName.DEAD_STOCK, days=days)] == skus


@pytest.mark.usefixtures("day", "today")
def test_what_expires():
    soon = ["demo", "BER1", "PLATE", "L1", date(2026, 12, 1), 7, 42, "", None]
    later = ["demo", "BER1", "PLATE", "L2", date(2027, 6, 1), 189, 10, "", None]

    assert asked(ReportName.EXPIRING) == [soon]
    assert asked(ReportName.EXPIRING, days=200) == [soon, later]
    assert asked(ReportName.EXPIRING, days=6) == []


@pytest.mark.usefixtures("day")
def test_nothing_is_reported_of_others_unless_all_are_asked_for():
    Client.objects.create(id=STRANGER, code="other")

    assert [row[1:5] for row in asked(ReportName.ORDERS, client_id=STRANGER)] == [
        ["other", "BER1", "", 1]
    ]
    assert {row[1] for row in asked(ReportName.ORDERS, client_id=None)} == {"demo", "other"}
    assert asked(ReportName.STOCK, client_id=STRANGER) == []


@pytest.mark.usefixtures("day")
def test_a_report_is_given_as_json_csv_and_xlsx():
    api, query = Api("viewer"), {"since": "2026-11-22", "until": "2026-11-23"}

    plain = api.get(f"{URL}/stock", query)
    table = api.get(f"{URL}/stock", query | {"format": "csv"})
    book = api.get(f"{URL}/stock", query | {"format": "xlsx"})

    assert json.loads(_bytes(plain))["results"][1] == {
        "day": "2026-11-22",
        "client": "demo",
        "warehouse": "BER1",
        "currency": "EUR",
        "units_came": 100,
        "units_went": 5,
        "units_on_hand": 95,
        "value": "237.5",
    }
    rows = list(csv.reader(io.StringIO(_bytes(table).decode())))
    assert rows[0][:4] == ["day", "client", "warehouse", "currency"]
    assert rows[2] == ["2026-11-22", "demo", "BER1", "EUR", "100", "5", "95", "237.5"]
    assert table.headers["Content-Disposition"] == (
        'attachment; filename="stock-2026-11-22-2026-11-23.csv"'
    )
    with zipfile.ZipFile(io.BytesIO(_bytes(book))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>237.5</v>" in sheet
    assert sheet.count("<row ") == 5


@pytest.mark.usefixtures("day")
def test_the_reports_that_there_are_say_what_is_in_them():
    listed = Api("viewer").get(URL).json()["results"]

    assert [each["name"] for each in listed] == [each.value for each in ReportName]
    for each in listed:
        head = _bytes(Api("viewer", name=each["name"]).get(f"{URL}/{each['name']}?format=csv"))
        assert head.decode().splitlines()[0].split(",") == [
            column["name"] for column in each["columns"]
        ]


@pytest.mark.usefixtures("day")
def test_a_report_that_cannot_be_given_is_refused():
    api = Api("viewer")

    assert api.get(f"{URL}/profit").json()["code"] == "report_not_found"
    upside_down = api.get(f"{URL}/stock", {"since": "2026-11-23", "until": "2026-11-22"})
    assert (upside_down.status_code, upside_down.json()["code"]) == (422, "period_not_possible")
    assert api.get(f"{URL}/stock", {"format": "pdf"}).json()["errors"][0]["pointer"] == "/format"
    assert Api("picker").get(f"{URL}/stock").status_code == 403
    with pytest.raises(PeriodNotPossible):
        asked(ReportName.STOCK, since=date(1900, 1, 1))


def test_what_a_spreadsheet_would_take_for_a_formula_is_text():
    row = [FIRST, "=1+1", "BER1", "@carrier", 1, 2, 3, 4, 5, -6]
    table, book = io.BytesIO(), io.BytesIO()

    assert write_report(ReportName.ORDERS, [row], Format.CSV, table) == 1
    assert write_report(ReportName.ORDERS, [row], Format.XLSX, book) == 1

    assert table.getvalue().splitlines()[1] == b"2026-11-22,'=1+1,BER1,'@carrier,1,2,3,4,5,-6"
    with zipfile.ZipFile(io.BytesIO(book.getvalue())) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_long_report_is_written_as_it_is_read():
    read, written = count(), []

    class Slow(io.BytesIO):
        def write(self, piece):
            written.append(next(read))
            return super().write(piece)

    def rows():
        for _ in range(5):
            next(read)
            yield [FIRST, "demo", "BER1", "", 0, 0, 0, 0, 0, 0]

    write_report(ReportName.ORDERS, rows(), Format.CSV, Slow())

    assert written == [0, 2, 4, 6, 8, 10]


@pytest.mark.usefixtures("day")
def test_an_operator_writes_a_report_into_a_file(tmp_path, capsys):
    path = tmp_path / "orders.csv"

    call_command(
        *("report", "orders", "--client", "demo", "--since", "2026-11-22"),
        *("--until", "2026-11-22", "--output", str(path)),
    )

    assert capsys.readouterr().out == f"2 rows in {path}\n"
    assert path.read_text().splitlines()[1] == "2026-11-22,demo,BER1,,4,6,18,1,1,0"
    with pytest.raises(CommandError, match="no client"):
        call_command("report", "orders", "--client", "nobody")
    with pytest.raises(CommandError, match="the last day is before the first"):
        call_command("report", "stock", "--since", "2026-11-23", "--until", "2026-11-22")
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("report", "stock", "--output", str(tmp_path / "none" / "stock.csv"))


def _bytes(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)
