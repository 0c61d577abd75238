"""The figures of analytics, held against a day that is small enough to be counted by hand."""

import random

import pytest

from tests.reporting.logs import apply
from tests.reporting.small_day import ADA, BOB, at, small_day
from tests.reporting.stories import CLIENT, WAREHOUSE
from tests.support.api import Api
from wms.kernel.ids import WarehouseId
from wms.platform.tenancy.models import Client, Warehouse
from wms.reporting.analytics.contracts import (
    Backlog,
    PickerHour,
    Punctuality,
    RefusedSku,
    Scope,
    ShortBy,
    ShortRate,
    StageDuration,
    Step,
    Throughput,
)
from wms.reporting.analytics.models.base import NAME
from wms.reporting.analytics.projection import ANALYTICS
from wms.reporting.analytics.queries import floor, orders, stock
from wms.reporting.projection.models.rows import columns_of

pytestmark = pytest.mark.django_db
DAY = Scope(client_id=CLIENT, since=at(0), until=at(23, 59))
URL = "/api/v1/analytics"


@pytest.fixture
def day():
    Client.objects.create(id=CLIENT, code="demo")
    Warehouse.objects.create(id=WAREHOUSE, code="BER1", time_zone="Europe/Berlin")
    story = [each for each in small_day() if type(each.event) in ANALYTICS.events]
    apply(NAME, *random.Random(3).sample(story * 2, k=2 * len(story)))
    return story


def everything():
    return {
        model.__name__: sorted(model.objects.live().values_list(*columns_of(model)), key=repr)
        for model in ANALYTICS.models
    }


def test_any_order_of_arrival_with_repeats_gives_the_same_rows(day):
    shuffled = everything()
    for model in ANALYTICS.models:
        model.objects.all().delete()

    for told in day:
        apply(NAME, told)

    assert everything() == shuffled
    assert all(shuffled.values())


@pytest.mark.usefixtures("day")
def test_throughput_by_hour():
    found = orders.throughput(DAY, Step.HOUR).results

    assert [each for each in found if each.begins_at == at(8)] == [
        Throughput(begins_at=at(8), stage="received", orders=2, lines=3),
        Throughput(begins_at=at(8), stage="validated", orders=2, lines=3),
        Throughput(begins_at=at(8), stage="reserved", orders=2, lines=3),
    ]
    assert [each for each in found if each.stage == "shipped"] == [
        Throughput(begins_at=at(14), stage="shipped", orders=1, lines=2),
        Throughput(begins_at=at(18), stage="shipped", orders=1, lines=1),
    ]


@pytest.mark.usefixtures("day")
def test_throughput_by_day():
    found = orders.throughput(DAY, Step.DAY).results

    assert [(each.stage, each.orders, each.lines) for each in found] == [
        ("received", 4, 6),
        ("validated", 4, 6),
        ("reserved", 3, 5),
        ("wave_released", 3, 5),
        ("picking_started", 2, 3),
        ("picked", 2, 3),
        ("packed", 2, 3),
        ("labelled", 1, 2),
        ("shipped", 2, 3),
        ("completed", 1, 2),
    ]


@pytest.mark.usefixtures("day")
def test_hours_and_days_of_a_time_zone():
    hours = orders.throughput(DAY, Step.HOUR, "Asia/Kolkata").results
    days = orders.throughput(DAY, Step.DAY, "Pacific/Auckland").results
    picks = floor.picker_hours(DAY, "Asia/Kolkata").results

    # Half past seven in UTC is one o'clock there; eleven is midnight in New Zealand.
    assert (hours[0].begins_at, hours[0].orders) == (at(7, 30), 2)
    assert {each.begins_at for each in days} == {at(11, day=21), at(11)}
    assert [(each.begins_at, each.stops) for each in picks] == [(at(11, 30), 2), (at(15, 30), 1)]


@pytest.mark.usefixtures("day")
def test_how_long_stages_take():
    found = {each.stage: each for each in orders.stage_durations(DAY).results}

    # Validated: 32, 24, 6 and 1 minutes after they came.
    assert found["validated"] == StageDuration(
        stage="validated", orders=4, p50_seconds=15 * 60, p90_seconds=(24 + 0.7 * 8) * 60
    )
    # Picked: 20 minutes after picking began, both.
    assert found["picked"] == StageDuration(
        stage="picked", orders=2, p50_seconds=1200, p90_seconds=1200
    )
    assert "received" not in found


@pytest.mark.usefixtures("day")
def test_waves():
    found = floor.waves(DAY)

    assert (found.waves, found.orders, found.lines) == (2, 3, 6)
    assert (found.orders_p50, found.lines_p50) == (1.5, 3)
    assert (found.order_fill, found.line_fill) == (3 / 8, 6 / 16)
    assert (found.cycle_p50_seconds, found.cycle_p90_seconds) == (3600, 3600)
    assert (found.on_time, found.late) == (1, 1)


@pytest.mark.usefixtures("day")
def test_picks_per_hour_and_picker():
    assert floor.picker_hours(DAY).results == (
        PickerHour(begins_at=at(11), picker=ADA, stops=2, units=4),
        PickerHour(begins_at=at(15), picker=BOB, stops=1, units=1),
    )


@pytest.mark.parametrize(
    ("by", "key", "stops", "rate"),
    [
        (ShortBy.REASON, "not_found", 1, 1 / 3),
        (ShortBy.SKU, "PLATE", 1, 1.0),
        (ShortBy.LOCATION, "A-02", 1, 1.0),
    ],
)
@pytest.mark.usefixtures("day")
def test_short_picks(by, key, stops, rate):
    found = floor.short_rates(DAY, by)

    assert (found.stops, found.short_stops, found.rate) == (3, 1, 1 / 3)
    assert found.results == (
        ShortRate(key=key, stops=stops, short_stops=1, short_units=1, rate=rate),
    )


@pytest.mark.usefixtures("day")
def test_what_was_shipped_in_time():
    assert orders.punctuality(DAY).results == (
        Punctuality(day=at(12).date(), shipped=2, on_time=1, late=1),
    )


@pytest.mark.usefixtures("day")
def test_what_is_left_to_do():
    found = orders.backlog(Scope(client_id=CLIENT, since=at(0), until=at(18, 30)))

    assert found.results == (
        Backlog(
            status="backordered",
            orders=1,
            lines=1,
            under_1_hour=0,
            under_4_hours=0,
            under_1_day=1,
            older=0,
            oldest_seconds=(8 * 60 + 28) * 60,
            overdue=1,
        ),
        Backlog(
            status="shipped",
            orders=1,
            lines=1,
            under_1_hour=1,
            under_4_hours=0,
            under_1_day=0,
            older=0,
            oldest_seconds=30 * 60,
            overdue=1,
        ),
    )


@pytest.mark.usefixtures("day")
def test_what_could_not_be_reserved():
    found = stock.reservations(DAY)

    assert (found.reserved, found.refused, found.rate) == (3, 1, 0.25)
    assert found.by_sku == (RefusedSku(sku="PLATE", orders=1, missing=4),)


@pytest.mark.usefixtures("day")
def test_how_right_stock_is():
    found = stock.accuracy(DAY)

    assert (found.counts, found.lines, found.right_lines, found.line_accuracy) == (1, 2, 1, 0.5)
    assert (found.units_booked, found.units_different) == (145, 2)
    assert found.unit_accuracy == 1 - 2 / 145


@pytest.mark.usefixtures("day")
def test_how_full_cartons_are():
    found = floor.cartons(DAY)

    # Nobody measured a plate; three litres of mugs are in a box of six.
    assert (found.cartons, found.units, found.weight_grams, found.measured) == (2, 6, 1800, 1)
    assert (found.fill_p50, found.fill_p90) == (0.5, 0.5)


@pytest.mark.usefixtures("day")
def test_nothing_is_counted_of_another_building_or_another_time():
    elsewhere = Warehouse.objects.create(code="LON1")
    scopes = [
        Scope(client_id=CLIENT, since=at(0), until=at(23), warehouse_id=WarehouseId(elsewhere.id)),
        Scope(client_id=CLIENT, since=at(0, day=20), until=at(0, day=21)),
    ]

    for scope in scopes:
        assert orders.throughput(scope, Step.DAY).results == ()
        assert orders.stage_durations(scope).results == ()
        assert orders.punctuality(scope).results == ()
        assert floor.waves(scope).waves == 0
        assert floor.picker_hours(scope).results == ()
        assert floor.short_rates(scope, ShortBy.SKU).rate is None
        assert floor.cartons(scope).cartons == 0
        assert stock.reservations(scope).rate is None
        assert stock.accuracy(scope).line_accuracy is None


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize(
    "route",
    [
        *("throughput", "stages", "waves", "pickers", "short-picks", "punctuality", "backlog"),
        *("reservations", "stock-accuracy", "cartons"),
    ],
)
def test_figures_are_the_callers_own(route):
    Client.objects.create(code="other")
    query = {"since": at(0).isoformat(), "until": at(23, 59).isoformat(), "warehouse": "BER1"}

    own = Api("viewer").get(f"{URL}/{route}", query)
    others = Api("viewer", client="other").get(f"{URL}/{route}", query)

    assert (own.status_code, others.status_code) == (200, 200)
    assert own.json() != others.json()
    assert Api("picker").get(f"{URL}/{route}", query).status_code == 403


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize(
    ("since", "until"),
    [("2026-01-01T00:00:00Z", "2026-11-22T00:00:00Z"), ("2026-11-22T00:00:00Z",) * 2],
)
def test_a_period_that_cannot_be_counted_is_refused(since, until):
    answer = Api("viewer").get(f"{URL}/throughput", {"since": since, "until": until})

    assert (answer.status_code, answer.json()["code"]) == (422, "period_too_long")
