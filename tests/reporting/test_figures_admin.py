"""The figures as people see them: the small day, in words, tables and bars."""

import re
from datetime import UTC, datetime
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.reporting.logs import apply
from tests.reporting.small_day import ADA, STRANGER, at, small_day
from tests.reporting.stories import CLIENT, WAREHOUSE
from tests.support.people import log_in
from wms.platform.databases import connection_of
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.models import Client, Warehouse
from wms.reporting.analytics.models import OrderRow, PickRow, StageRow
from wms.reporting.analytics.models.base import NAME
from wms.reporting.analytics.projection import ANALYTICS
from wms.reporting.projection.models.generation import Generation

pytestmark = pytest.mark.django_db
NOW = at(18, 30)
STATEMENTS_OF_FIGURES = 12
STATEMENTS_OF_PAGE = 21  # with the session, the rights, clients, buildings and names
TITLES = (
    *("Throughput", "Backlog", "Waves", "Reservations refused", "Stock accuracy", "Punctuality"),
    *("Stage times", "Picks per hour and picker", "Short picks", "Carton fill"),
)


@pytest.fixture(autouse=True)
def evening():
    """It is half past seven in Berlin."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def day():
    Client.objects.create(id=CLIENT, code="demo")
    Client.objects.create(id=STRANGER, code="other")
    Client.objects.create(code="third")
    Warehouse.objects.create(id=WAREHOUSE, code="BER1", time_zone="Europe/Berlin")
    apply(NAME, *(each for each in small_day() if type(each.event) in ANALYTICS.events))


@pytest.fixture
def browser(client):
    return log_in(client, "supervisor")


def read(browser, **asked):
    answer = browser.get(reverse("figures"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def section(page, title):
    (found,) = re.findall(rf'<section [^>]*aria-label="{title}">.*?</section>', page, re.DOTALL)
    return found


def texts(piece, tag):
    return [
        unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", "", each))).strip()
        for each in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", piece, re.DOTALL)
    ]


def rows(piece):
    return [tuple(texts(row, "t[hd]")) for row in re.findall(r"<tr>.*?</tr>", piece, re.DOTALL)]


def bars(piece):
    """Return x, y, width and height of what is drawn, with what it says."""
    return [
        (*(float(each) for each in numbers), unescape(says))
        for *numbers, says in re.findall(
            r'<rect x="([\d.]+)%" y="([\d.]+)" width="([\d.]+)%" height="([\d.]+)"[^>]*>'
            r"<title>(.*?)</title>",
            piece,
        )
    ]


@pytest.mark.parametrize(
    ("title", "sentence", "found"),
    [
        (
            "Throughput",
            "How many orders reached each stage, per day (Europe/Berlin):"
            " in the period, and at most in one day.",
            [
                (
                    *("22 Nov", "4 (6)", "4 (6)", "3 (5)", "3 (5)", "2 (3)", "2 (3)", "2 (3)"),
                    *("1 (2)", "2 (3)", "1 (2)"),
                )
            ],
        ),
        (
            "Punctuality",
            "Of 2 orders shipped, 1 left by their day and 1 late; the others had no day to ship"
            " by. Days are those of the building.",
            [("22 Nov", "2", "1", "1", "0", "50 %")],
        ),
        (
            "Backlog",
            "2 orders open now, 2 overdue: past their day to ship by. The age is since they have"
            " their status.",
            [
                ("backordered", "1", "1", "0", "0", "1", "0", "8 h 28 min", "1"),
                ("shipped", "1", "1", "1", "0", "0", "0", "30 min", "1"),
            ],
        ),
        (
            "Stage times",
            "How long orders took from the stage before to this one, of those that reached it in"
            " this period.",
            [("validated", "4", "15 min", "29 min"), ("picked", "2", "20 min", "20 min")],
        ),
        (
            "Waves",
            "2 waves released with 3 orders and 6 lines, all of this client alone.",
            [
                *(("orders", "1.5 orders"), ("lines", "3 lines")),
                *(("orders", "37.5 %"), ("lines", "37.5 %")),
                *(("half of them (p50)", "1 h"), ("nine of ten (p90)", "1 h")),
                *(("on time", "1 wave"), ("late", "1 wave")),
                ("no cut-off, or not done yet", "0 waves"),
            ],
        ),
        (
            "Picks per hour and picker",
            "Stops per day (Europe/Berlin), and how many an hour, of the hours in which a picker"
            " confirmed any.",
            [
                ("ADA", "1", "2", "4", "2", "4"),
                ("token:bob", "1", "1", "1", "1", "1"),
                ("22 Nov", "ADA", "2", "4"),
                ("22 Nov", "token:bob", "1", "1"),
            ],
        ),
        (
            "Short picks",
            "1 of 3 stops short: 33.3 %.",
            [
                ("not found", "3", "1", "1", "33.3 %"),
                ("PLATE", "1", "1", "1", "100 %"),
                ("A-02", "1", "1", "1", "100 %"),
            ],
        ),
        (
            "Reservations refused",
            "1 of 4 reservations refused: 25 %.",
            [("made", "3"), ("refused", "1"), ("rate refused", "25 %"), ("PLATE", "1", "4")],
        ),
        (
            "Stock accuracy",
            "1 cycle count posted: 1 of 2 lines as booked, and 2 units more or less than 145 units"
            " booked.",
            [("lines", "50 %"), ("units", "98.6 %")],
        ),
        (
            "Carton fill",
            "2 cartons packed with 6 units, 1.8 kg; how full they were is known of 1.",
            [("half of them (p50)", "50 %"), ("nine of ten (p90)", "50 %")],
        ),
    ],
)
@pytest.mark.usefixtures("day")
def test_each_figure_is_in_words_in_a_table_and_in_a_picture(browser, title, sentence, found):
    piece = section(read(browser, client="demo", warehouse="BER1"), title)

    assert texts(piece, "p")[0] == sentence
    names = tenancy.names_of([ADA])
    listed = rows(piece)
    for row in found:
        assert tuple(names[ADA] if text == "ADA" else text for text in row) in listed
    assert re.findall('<svg role="img" aria-label="[^"]{20,}"', piece)
    assert len(texts(piece, "caption")) >= piece.count("<svg")


@pytest.mark.usefixtures("day")
def test_a_day_is_shown_by_the_hours_of_the_building(browser):
    page = read(browser, client="demo", warehouse="BER1", period="today")

    assert "From 22 Nov 2026, 00:00 to 22 Nov 2026, 19:30 (time zone Europe/Berlin)." in page
    found = rows(section(page, "Throughput"))
    assert found[0][:2] == ("Hour", "received")
    assert found[1] == ("09:00", "2 (3)", "2 (3)", "2 (3)", *("0",) * 7)
    assert ("16:40", "1") not in found
    assert ("16:00", "token:bob", "1", "1") in rows(section(page, "Picks per hour and picker"))


@pytest.mark.usefixtures("day")
def test_a_period_is_whole_days_until_now(browser):
    page = read(browser, client="demo", warehouse="BER1", period="30-days")

    assert "From 24 Oct 2026, 00:00 to 22 Nov 2026, 19:30 (time zone Europe/Berlin)." in page


@pytest.mark.usefixtures("day")
def test_buildings_of_several_zones_are_shown_by_utc(browser):
    assert "16 Nov 2026, 00:00 to 22 Nov 2026, 19:30 (time zone Europe/Berlin)" in read(browser)

    Warehouse.objects.create(code="LON1", time_zone="Europe/London")

    assert "16 Nov 2026, 00:00 to 22 Nov 2026, 18:30 (time zone UTC)" in read(browser)


@pytest.mark.usefixtures("day")
def test_bars_are_as_long_as_what_they_say(browser):
    page = read(browser, client="demo", warehouse="BER1")

    # Received is 4 orders, the most, and so is 30 pixels high; three are three quarters of it.
    by_stage = bars(section(page, "Throughput"))
    assert [(height, says) for _x, _y, _width, height, says in by_stage][:3] == [
        (30.0, "22 Nov: 4 orders with 6 lines"),
        (30.0, "22 Nov: 4 orders with 6 lines"),
        (22.5, "22 Nov: 3 orders with 5 lines"),
    ]
    # The last of seven days.
    assert {(x, width) for x, _y, width, _height, _says in by_stage} == {(87.14, 11.43)}
    # The late ones stand on those in time.
    assert [
        (y, height, says) for _x, y, _w, height, says in bars(section(page, "Punctuality"))
    ] == [
        (81.0, 60.0, "22 Nov: 1 order on time"),
        (21.0, 60.0, "22 Nov: 1 order late"),
    ]
    assert [(x, width) for x, _y, width, _h, _says in bars(section(page, "Stock accuracy"))] == [
        (0.0, 50.0),
        (0.0, 98.62),
    ]
    assert [
        (x, width, says) for x, _y, width, _h, says in bars(section(page, "Reservations refused"))
    ] == [(0.0, 75.0, "3 made"), (75.0, 25.0, "1 refused"), (0.0, 100.0, "4 units missing")]


@pytest.mark.usefixtures("day")
def test_who_has_nothing_is_shown_what_would_be_there(browser):
    page = read(browser, client="third")

    assert "<svg role" not in page
    for title in TITLES:
        (sentence,) = texts(section(page, title), "p")
        assert re.fullmatch(r"(No|Nobody) .*\. .*\.", sentence)


@pytest.mark.usefixtures("day")
def test_only_the_figures_of_the_client_chosen_are_shown(browser):
    theirs = read(browser, client="other")

    assert rows(section(theirs, "Throughput"))[1:] == [("22 Nov", "1 (1)")]
    assert not {"PLATE", "MUG", "A-01", "token:bob", "backordered"} & set(
        re.findall(r"[\w:-]+", theirs)
    )


@pytest.mark.usefixtures("day")
def test_another_building_has_none_of_it(browser):
    Warehouse.objects.create(code="LON1", time_zone="Europe/London")

    page = read(browser, client="demo", warehouse="LON1")

    assert "No order was shipped in this period." in section(page, "Punctuality")
    assert "time zone Europe/London" in page


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"client": "<b>"}, "There is no client <b>. Choose one of the list."),
        ({"warehouse": "LON9"}, "There is no building LON9. Choose one of the list, or all."),
        ({"period": "year"}, "year is no period. Choose today, 7 days or 30 days."),
        ({"period": "7\0"}, "7\0 is no period. Choose today, 7 days or 30 days."),
    ],
)
def test_what_is_not_there_is_refused_in_words(browser, asked, said):
    answer = browser.get(reverse("figures"), asked)

    assert answer.status_code == 400
    page = answer.content.decode()
    assert texts(page, "li").count(said) == 1
    assert "<b>." not in page
    assert "<section" not in page


def test_without_a_client_it_says_so(browser):
    answer = browser.get(reverse("figures"))

    assert answer.status_code == 400
    assert "There is no client yet" in answer.content.decode()


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize(
    ("role", "status"),
    [("viewer", 200), ("supervisor", 200), ("ops", 200), ("picker", 403), ("packer", 403)],
)
def test_a_role_without_reports_sees_neither_page_nor_link(client, role, status):
    browser = log_in(client, role)

    assert browser.get(reverse("figures")).status_code == status
    assert (f'href="{reverse("figures")}"' in browser.get("/admin/").content.decode()) is (
        status == 200
    )


def test_a_stranger_is_led_to_the_login(client):
    url = reverse("figures")

    assert client.get(url).headers["Location"] == f"/admin/login/?next={url}"


def test_a_person_who_is_not_of_the_staff_is_led_to_the_login(client):
    client.force_login(User.objects.create_user("guest"))

    assert client.get(reverse("figures")).status_code == 302


@pytest.mark.usefixtures("day")
def test_the_page_needs_no_script_of_its_own(browser):
    page = read(browser, client="demo")
    ours = page[page.index('<div id="figures">') : page.rindex("</section>")]

    assert not re.search(r"<script|\sstyle=|\son\w+=|\sx-|https?://", ours)


@pytest.mark.usefixtures("day")
def test_as_many_statements_are_asked_however_much_there_is(browser):
    few = statements(browser)
    generation = Generation.objects.get(projection=NAME).id
    of_client = {"generation": generation, "client_id": CLIENT}
    for minute in range(60):
        order_id = uuid4()
        moment = datetime(2026, 11, 21, 10, minute, tzinfo=UTC)
        OrderRow.objects.create(
            **of_client,
            order_id=order_id,
            warehouse_id=WAREHOUSE,
            line_count=1,
            status=[1, "received", moment.isoformat()],
            received_at=moment,
            shipped_at=moment,
        )
        StageRow.objects.create(**of_client, order_id=order_id, stage="received", reached_at=moment)
        PickRow.objects.create(
            **of_client,
            task_id=order_id,
            allocation_id=order_id,
            warehouse_id=WAREHOUSE,
            picker=f"token:{minute}",
            sku=f"SKU-{minute}",
            location=f"A-{minute}",
            picked=1,
            short=1,
            reason=f"reason_{minute}",
            picked_at=moment,
        )

    many = statements(browser)

    assert many == few
    assert len([each for each in few if "analytics_" in each]) == STATEMENTS_OF_FIGURES
    assert len(few) <= STATEMENTS_OF_PAGE
    page = read(browser, client="demo")
    assert "The 12 with most stops; all are in the table." in page
    assert ("token:59", "1", "1", "1", "1", "1") in rows(page)


def statements(browser):
    """Return which tables each statement is about; all databases have one connection here."""
    with CaptureQueriesContext(connection_of(OrderRow)) as captured:
        read(browser, client="demo")
    return [" ".join(re.findall(r"analytics_\w+|FROM \S+", query["sql"])) for query in captured]
