"""What one person may do alone is little, however often, by whatever way and under what name."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from tests.factories.counts import asked, counted, posting, started, submitting
from tests.factories.keeping import (
    adjusting,
    approving,
    changing,
    damaging,
    found,
    rejecting,
    turned,
    who,
)
from tests.inventory.reading import differences, on_hand, published
from tests.support.api import Api
from tests.support.database import connection
from tests.support.people import log_in
from tests.support.races import at_once
from wms.inventory.adjustments.commands.adjust_stock import adjust_stock
from wms.inventory.adjustments.commands.change_status import change_status
from wms.inventory.adjustments.commands.decide_adjustment import (
    approve_adjustment,
    reject_adjustment,
)
from wms.inventory.adjustments.contracts.refused_changes import ApprovalNeeded, SamePerson
from wms.inventory.catalogue.commands.set_sku_value import set_sku_value
from wms.inventory.catalogue.contracts.catalogue import NewSkuValue, SetSkuValue
from wms.inventory.catalogue.contracts.words import AdjustmentStatus, StockStatus
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.start_count import start_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import StartCount
from wms.inventory.counts.contracts.refused_counts import AnotherPersonNeeded
from wms.inventory.models import Adjustment, BookedAlone, Sku, SkuValueChange, StatusChange
from wms.orders.contracts import Money
from wms.platform.tenancy import facade as tenancy
from wms.platform.tenancy.contracts import NewToken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ten_bolts")]
POSTED, PENDING = AdjustmentStatus.POSTED, AdjustmentStatus.PENDING
V1 = "/api/v1"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.ADJUSTMENT_LIMIT_UNITS = 5
    settings.ADJUSTMENT_LIMIT_VALUE = Decimal(100)
    settings.COUNT_LIMITS = {
        "recount": {"units": 10, "percent": 100},
        "approval": {"units": 10, "percent": 100},
    }


def valued(amount, currency="EUR", name="boss"):
    value = None if amount is None else Money(amount=amount, currency=currency)
    client_id = adjusting(found(1)).client_id
    return set_sku_value(
        SetSkuValue(client_id=client_id, value=NewSkuValue(sku="BOLT-M8", value=value), **who(name))
    )


def test_units_written_off_again_and_again_are_counted_together():
    first = adjust_stock(adjusting(found(-3)))
    second = adjust_stock(adjusting(found(-2)))
    third = adjust_stock(adjusting(found(-1)))

    assert (first.status, second.status, third.status) == (POSTED, POSTED, PENDING)
    assert on_hand("A-01") == 5


def test_a_repeat_is_not_counted_twice():
    once = adjusting(found(-3), reference="AD-1")
    adjust_stock(once)
    adjust_stock(once)

    assert adjust_stock(adjusting(found(-2))).status == POSTED


def test_the_period_ends(settings):
    settings.ADJUSTMENT_LIMIT_PERIOD = timedelta(hours=2)
    adjust_stock(adjusting(found(-5)))
    BookedAlone.objects.update(booked_at=timezone.now() - timedelta(hours=1, minutes=59))
    still = adjust_stock(adjusting(found(-1)))
    BookedAlone.objects.update(booked_at=timezone.now() - timedelta(hours=2, minutes=1))

    later = adjust_stock(adjusting(found(-1)))

    assert (still.status, later.status) == (PENDING, POSTED)


def test_somebody_else_has_limits_of_their_own():
    adjust_stock(adjusting(found(-5), actor="keeper"))
    other = adjusting(found(-1), actor="another")

    assert adjust_stock(other).status == POSTED


def test_an_approved_adjustment_counts_against_nobody():
    large = adjust_stock(adjusting(found(-6)))
    approve_adjustment(approving(large))

    mine = adjust_stock(adjusting(found(-2)))
    theirs = adjust_stock(adjusting(found(-2), actor="boss"))

    assert (mine.status, theirs.status) == (POSTED, POSTED)


def test_counts_draw_on_the_same_allowance():
    adjust_stock(adjusting(found(-3), actor="ann"))

    count = counted(4)  # three of seven are not there

    assert (count.status, on_hand("A-01")) == ("counted", 7)
    assert published(count.count_id) == [("exception-raised", 1)]
    with pytest.raises(AnotherPersonNeeded):
        post_count(posting(count, "token:ann"))
    post_count(posting(count))
    assert (on_hand("A-01"), differences()) == (4, ())


def test_a_count_within_the_allowance_is_posted_and_counted():
    count = counted(6)
    after = adjust_stock(adjusting(found(-2), actor="ann"))

    assert (count.status, after.status) == ("posted", PENDING)
    row = BookedAlone.objects.get()
    assert (row.actor_id, row.cause, row.units) == ("token:ann", "count", 4)
    assert row.reference == count.number


def test_a_count_that_finds_everything_costs_nothing():
    adjust_stock(adjusting(found(-5), actor="ann"))

    assert counted(5).status == "posted"
    assert BookedAlone.objects.count() == 1


def test_calling_goods_damaged_draws_on_the_same_allowance():
    change_status(damaging(3))
    before = (on_hand("A-01"), published(), StatusChange.objects.count())

    with pytest.raises(ApprovalNeeded, match="as an adjustment"):
        change_status(damaging(3))
    assert (on_hand("A-01"), published(), StatusChange.objects.count()) == before

    assert adjust_stock(adjusting(found(-3))).status == PENDING


def test_much_damage_is_an_adjustment_that_somebody_else_approves():
    asked_for = adjust_stock(adjusting(found(-6), found(6, status=StockStatus.DAMAGED)))
    before = on_hand("A-01")

    approve_adjustment(approving(asked_for))

    assert (asked_for.status, before, on_hand("A-01")) == (PENDING, 10, 4)
    assert (on_hand("A-01", status=StockStatus.DAMAGED), differences()) == (6, ())


def test_goods_held_back_for_a_look_cost_nothing():
    change_status(changing(turned(9, StockStatus.QUARANTINE)))

    assert not BookedAlone.objects.exists()


def test_a_value_lowered_first_does_not_make_a_write_off_small():
    valued("60")
    valued("0.01", name="keeper")

    small = adjust_stock(adjusting(found(-1)))
    large = adjust_stock(adjusting(found(-1)))

    assert (small.status, small.worth) == (POSTED, {"EUR": "60.0000"})
    assert (large.status, large.worth) == (PENDING, {"EUR": "60.0000"})


@pytest.mark.parametrize("after", [("0.01", "JPY"), (None, "")])
def test_nor_does_another_currency_or_none(after):
    valued("60")
    valued(*after)

    assert adjust_stock(adjusting(found(-2))).status == PENDING


def test_a_value_that_was_said_long_ago_holds_no_more():
    valued("60")
    valued("1")
    moved_back(timedelta(hours=25))

    assert adjust_stock(adjusting(found(-2))).worth == {"EUR": "2.0000"}


def moved_back(by):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE inventory.sku_value_changes SET changed_at = changed_at - %s", [by])
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_who_says_a_value_is_kept_for_good():
    valued("60")
    valued("60")
    valued("0.01", name="keeper")

    rows = SkuValueChange.objects.order_by("id")
    assert [(row.before_amount, row.amount, row.actor, row.actor_id) for row in rows] == [
        (None, Decimal(60), "token:boss", "token:boss"),
        (Decimal(60), Decimal("0.01"), "token:keeper", "token:keeper"),
    ]
    with pytest.raises(IntegrityError, match="append-only"):
        rows.update(actor="nobody")


def test_an_approver_is_an_id_and_no_name(site):
    anna, namesake = (
        tenancy.create_token(NewToken(client="demo", role="supervisor", name="anna"))
        for _token in range(2)
    )
    large = adjust_stock(adjusting(found(-6), actor=anna.token_id))

    with pytest.raises(SamePerson):
        approve_adjustment(approving(large, anna.token_id))
    assert on_hand("A-01") == 10
    approve_adjustment(approving(large, namesake.token_id))

    assert on_hand("A-01") == 4


@pytest.mark.parametrize(
    ("decide", "ask"), [(approve_adjustment, approving), (reject_adjustment, rejecting)]
)
def test_of_what_was_asked_for_before_ids_were_kept_the_name_decides(decide, ask, site):
    anna = tenancy.create_token(NewToken(client="demo", role="supervisor", name="anna"))
    large = adjust_stock(adjusting(found(-6), actor="anna"))
    Adjustment.objects.update(actor="anna", actor_id="")

    with pytest.raises(SamePerson):
        decide(ask(large, anna.token_id))


def test_the_second_count_is_by_another_person(settings):
    settings.COUNT_LIMITS["recount"] = {"units": 0, "percent": 0}
    count = counted(9)

    with pytest.raises(AnotherPersonNeeded):
        start(count, "token:ann")
    other = start(count, "user:7")

    assert (count.status, other.worker) == ("recount", "user:7")


def start(count, actor):
    return start_count(StartCount(count_id=count.count_id, actor=actor))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_pass_the_limit_together():
    for _round in range(5):
        BookedAlone.objects.all().delete()
        Adjustment.objects.all().delete()
        asked_for = [adjusting(found(3, "B-01")) for _time in range(4)]
        tasks = [lambda each=each: adjust_stock(each) for each in asked_for]

        at_once(tasks, connections=4)

        statuses = Adjustment.objects.values_list("status", flat=True)
        assert sorted(statuses) == [PENDING] * 3 + [POSTED]
    assert differences() == ()


@pytest.mark.django_db(transaction=True)
def test_nor_by_two_doors_at_once():
    count = started(asked("A-01"))
    tasks = [
        lambda: submit_count(submitting(count, 6)),
        lambda: adjust_stock(adjusting(found(3, "B-01"), actor="ann")),
    ]

    at_once(tasks, connections=2)

    assert BookedAlone.objects.get().units in {3, 4}
    assert differences() == ()


def test_a_value_needs_the_scope_of_an_approver(api, site):
    api.post(f"{V1}/skus", {"code": "nut"})
    body = {"sku": "nut", "value": {"amount": "0.01", "currency": "EUR"}}

    for role in ("integrator", "picker", "packer", "viewer", "ops"):
        assert Api(role).post(f"{V1}/sku-values", body).status_code == 403
    assert not SkuValueChange.objects.exists()
    assert api.post(f"{V1}/sku-values", body).status_code == 200

    (told,) = api.get(f"{V1}/sku-values", {"sku": "nut"}).json()["results"]
    assert (told["sku"], told["before"], told["value"]) == ("NUT", None, body["value"])
    assert (told["actor"], told["actor_id"]) == (api.actor, api.actor)
    assert Sku.objects.get(code="NUT").value_amount == Decimal("0.01")


def test_the_page_of_a_sku_says_who_said_what(client):
    valued("60")
    valued("0.01", name="keeper")
    sku = Sku.objects.get(code="BOLT-M8")

    page = log_in(client, "viewer").get(reverse("admin:inventory_sku_change", args=[sku.id]))

    shown = page.content.decode()
    assert page.status_code == 200
    for each in ("keeper", "boss", "60 EUR", "0.01 EUR"):
        assert each in shown


def test_a_person_and_the_tokens_they_use_are_one(site):
    anna = User.objects.create_user("anna")
    tokens = [
        tenancy.create_token(NewToken(client="demo", role="supervisor", name=name, owner="anna"))
        for name in ("scanner", "laptop")
    ]

    holders = [tenancy.holder_of(token=each.token) for each in tokens]

    assert {each.actor for each in holders} == {f"user:{anna.pk}"}
    User.objects.update(is_active=False)
    with pytest.raises(tenancy.TokenRefused):
        tenancy.holder_of(token=tokens[0].token)
    with pytest.raises(tenancy.UnknownOwner):
        tenancy.create_token(NewToken(client="demo", role="viewer", name="x", owner="nobody"))
