"""Requests about counts and about the proof of stock."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from tests.commands.examples.site import BY, build, stock
from tests.commands.registry import example_of
from tests.factories.counts import asked, counted_twice, posting, started, submitting
from tests.factories.inventory import CLIENT, WAREHOUSE
from tests.inventory.stock.months import (
    JANUARY,
    change_a_balance_in_january,
    close,
    work_for_three_months,
)
from wms.inventory.contracts import NoteVerified, RepairStock, StockCheck
from wms.inventory.counts.commands.ask_recount import ask_recount
from wms.inventory.counts.commands.cancel_count import cancel_count
from wms.inventory.counts.commands.plan_counts import plan_counts
from wms.inventory.counts.commands.post_count import post_count
from wms.inventory.counts.commands.request_count import request_count
from wms.inventory.counts.commands.start_count import start_count
from wms.inventory.counts.commands.submit_count import submit_count
from wms.inventory.counts.contracts.counts import (
    AskRecount,
    CancelCount,
    PlanCounts,
    RequestCount,
    StartCount,
)
from wms.inventory.models import StockBalance
from wms.inventory.stock.commands.close_balance_history import close_balance_history
from wms.inventory.stock.commands.close_ledger_month import close_ledger_month
from wms.inventory.stock.contracts.ledger import CloseLedgerMonth
from wms.inventory.verification.commands.note_verified import note_verified
from wms.inventory.verification.commands.repair_stock import repair_stock


@example_of(request_count)
def suspicious_location():
    stock()
    return RequestCount(client_id=CLIENT, warehouse_id=WAREHOUSE, location="A-01", actor=BY)


@example_of(plan_counts)
def counts_of_a_day():
    build()
    stock()
    return PlanCounts(now=timezone.now() + timedelta(days=400), warehouse_id=WAREHOUSE, actor=BY)


@example_of(start_count)
def open_count():
    stock()
    return StartCount(count_id=asked().count_id, actor=BY, client_id=CLIENT)


@example_of(submit_count)
def units_counted():
    stock()
    return submitting(started(), 10)


@example_of(ask_recount)
def doubted_count():
    stock(1_000)
    return AskRecount(count_id=counted_twice(1).count_id, actor="token:sue", client_id=CLIENT)


@example_of(post_count)
def large_variance():
    stock(1_000)
    return posting(counted_twice(1))


@example_of(cancel_count)
def needless_count():
    stock()
    return CancelCount(count_id=asked().count_id, actor=BY, reason="mistyped", client_id=CLIENT)


@example_of(note_verified)
def proof_without_difference():
    return NoteVerified(up_to=timezone.now() - timedelta(minutes=1))


@example_of(repair_stock)
def balance_that_is_wrong():
    stock()
    StockBalance.objects.update(reserved=F("reserved") + 3)
    balance = StockBalance.objects.get()
    return RepairStock(
        check=StockCheck.RESERVED, subject_id=balance.id, actor=BY, reason="found at night"
    )


@example_of(close_ledger_month)
def first_month():
    work_for_three_months()
    return CloseLedgerMonth(month=JANUARY, actor=BY)


@example_of(close_balance_history)
def history_of_the_first_month():
    work_for_three_months()
    change_a_balance_in_january()
    close(JANUARY)
    return CloseLedgerMonth(month=JANUARY, actor=BY)
