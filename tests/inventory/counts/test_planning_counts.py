"""Which counts are made when nobody asks for one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from tests.factories.counts import asked, found, posted
from tests.factories.inventory import (
    CLIENT,
    WAREHOUSE,
    allocating,
    picking,
    put,
    register_location,
    reserving,
)
from wms.config.schedule import BEAT_SCHEDULE
from wms.inventory import facade as inventory
from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.contracts.counts import PlanCounts
from wms.inventory.models import CycleCount, InventoryOutbox, Location
from wms.kernel.ids import ClientId
from wms.platform.ids import new_id
from wms.platform.tenancy import models as tenancy

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 1, tzinfo=UTC)
PLAN = PlanCounts(now=NOW, warehouse_id=WAREHOUSE, actor="user:7")


@pytest.fixture(autouse=True)
def site():
    tenancy.Client.objects.create(id=CLIENT, code="demo")
    tenancy.Warehouse.objects.create(id=WAREHOUSE, code="LON1")


@pytest.fixture
def shelves():
    for number in range(1, 5):
        register_location(f"A-0{number}", pick_sequence=number)
        put(10 * number, f"SKU-{number}", f"A-0{number}")


def places():
    return [count.location.code for count in CycleCount.objects.order_by("id")]


def counted_days_ago(**days):
    for code, ago in days.items():
        at = NOW - timedelta(days=ago)
        Location.objects.filter(code=code.replace("_", "-")).update(counted_at=at)


def test_what_was_long_not_counted_comes_first(shelves):
    counted_days_ago(A_01=300, A_02=40, A_03=100, A_04=5)

    made = plan_counts(replace(PLAN, limit=2))

    assert sorted(places()) == ["A-01", "A-03"]
    assert {count.id for count in CycleCount.objects.all()} == set(made)
    assert {count.cause for count in CycleCount.objects.all()} == {"planned"}


def test_what_is_worth_more_comes_before_what_is_as_old(shelves):
    plan_counts(replace(PLAN, limit=1))

    assert places() == ["A-04"]


def test_what_was_counted_lately_is_left_out(shelves):
    counted_days_ago(A_01=29, A_02=0, A_03=31)

    plan_counts(PLAN)

    assert sorted(places()) == ["A-03", "A-04"]


def test_what_pickers_did_not_find_comes_first_however_lately_it_was_counted(shelves):
    order = reserving(("SKU-1", 5))
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order)), short=1))
    CycleCount.objects.all().delete()
    counted_days_ago(A_01=0)
    Location.objects.filter(code="A-01").update(is_blocked=True, blocked_for="person")

    plan_counts(replace(PLAN, limit=1))

    assert places() == ["A-01"]
    assert CycleCount.objects.get().cause == "short_pick"


def test_a_location_blocked_for_another_reason_is_not_counted_over_and_over(shelves):
    counted_days_ago(A_01=0, A_02=0, A_03=0, A_04=0)
    Location.objects.filter(code="A-01").update(is_blocked=True, blocked_for="person")

    assert plan_counts(PLAN) == ()


def test_again_makes_only_what_was_finished(shelves, settings):
    settings.COUNTS_PLANNED = 3
    first = plan_counts(PLAN)

    assert (len(first), plan_counts(PLAN)) == (3, ())
    CycleCount.objects.filter(id=first[0]).update(status="cancelled")
    assert len(plan_counts(PLAN)) == 1


def test_goods_with_an_unfinished_count_are_left_out(shelves):
    asked("A-01")

    plan_counts(PLAN)

    assert sorted(places()) == ["A-01", "A-02", "A-03", "A-04"]
    assert CycleCount.objects.get(location__code="A-01").cause == "requested"


def test_empty_places_and_goods_on_their_way_out_are_left_out(shelves):
    register_location("EMPTY")
    register_location("STAGE", LocationKind.STAGING)
    order = reserving(("SKU-1", 10))
    inventory.reserve_stock(order)
    inventory.book_picks(picking(inventory.allocate_stock(allocating(order))))

    plan_counts(PLAN)

    assert sorted(places()) == ["A-02", "A-03", "A-04"]


def test_a_posted_count_puts_a_location_at_the_end(shelves):
    posted(found(30, "SKU-3"), location="A-03")
    CycleCount.objects.filter(status="posted").update(created_by="before")

    plan_counts(replace(PLAN, now=datetime.now(UTC)))

    planned = CycleCount.objects.exclude(created_by="before")
    assert sorted(count.location.code for count in planned) == ["A-01", "A-02", "A-04"]


def test_only_goods_of_the_client_that_asks(shelves):
    assert plan_counts(replace(PLAN, client_id=ClientId(new_id()))) == ()
    assert len(plan_counts(replace(PLAN, client_id=CLIENT))) == 4


def test_without_a_warehouse_all_are_planned(shelves):
    assert len(plan_counts(PlanCounts(now=NOW, actor="user:7"))) == 4
    assert not InventoryOutbox.objects.filter(event_type__contains="count").exists()


def test_planning_asks_as_much_for_many_locations(shelves, django_assert_num_queries):
    with django_assert_num_queries(9):
        plan_counts(PLAN)
    CycleCount.objects.all().delete()
    for number in range(5, 25):
        register_location(f"B-{number}")
        put(1, f"SKU-{number}", f"B-{number}")

    with django_assert_num_queries(9):
        assert len(plan_counts(PLAN)) == 24


def test_by_hand(shelves, capsys):
    call_command("plan_counts", "--warehouse", "LON1", "--max", "3")
    call_command("plan_counts")

    assert capsys.readouterr().out == "3 counts made\n1 counts made\n"
    for wrong in (["--max", "0"], ["--warehouse", "X"]):
        with pytest.raises(CommandError):
            call_command("plan_counts", *wrong)


def test_by_the_clock():
    line = BEAT_SCHEDULE["plan_counts"]

    assert line["args"] == ("wms.inventory.facade.plan_counts",)
