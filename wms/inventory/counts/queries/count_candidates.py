"""Where a count may be worth its while, found without reading the whole stock."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from wms.inventory.catalogue.contracts.words import BlockCause, StockStatus
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.counts.rules.count_plan import Candidate
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.contracts.counts import CountCause
from wms.inventory.work.models.counts import CycleCount
from wms.inventory.work.rules.counted import COUNTED_AT

MISSING = Q(status=StockStatus.MISSING.value)


def count_candidates(
    *, warehouse_id: UUID, client_id: UUID | None, counted_before: datetime, pool: int
) -> list[Candidate]:
    """Return clients' goods at locations that are blocked, or were not counted for the longest.

    At most ``pool`` locations of each kind, in the order of an index; of a location that is
    neither blocked nor was counted before the instant, there are none; nor of one that a person
    has blocked, unless goods are missing there. Goods whose count is unfinished are left out.
    """
    goods = _goods(client_id)
    places = Location.objects.filter(
        Exists(goods.filter(location=OuterRef("pk"))),
        warehouse_id=warehouse_id,
        kind__in=COUNTED_AT,
    )
    oldest = places.filter(Q(counted_at__isnull=True) | Q(counted_at__lt=counted_before))
    by_age = oldest.order_by(F("counted_at").asc(nulls_first=True), "id")
    due = set(by_age.values_list("id", flat=True)[:pool])
    blocked = set(places.filter(is_blocked=True).order_by("id").values_list("id", flat=True)[:pool])
    rows = (
        goods.filter(location__in=due | blocked)
        .order_by()
        .values(
            "location_id", "balance__client_id", "location__counted_at", "location__blocked_for"
        )
        .annotate(
            worth=Sum(F("on_hand") * Coalesce(F("sku__value_amount"), Value(Decimal(1)))),
            missing=Coalesce(Sum("on_hand", filter=MISSING), 0),
        )
    )
    found = [
        Candidate(
            location_id=row["location_id"],
            client_id=row["balance__client_id"],
            counted_at=row["location__counted_at"],
            worth=int(row["worth"]),
            missing=row["missing"],
            awaits_count=row["location__blocked_for"] == BlockCause.SHORT_PICK,
        )
        for row in rows
        # What is blocked for another reason is not counted over and over.
        if row["missing"]
        or row["location__blocked_for"] == BlockCause.SHORT_PICK
        or row["location_id"] in due
    ]
    return found + _emptied(warehouse_id, client_id, pool)


def _emptied(warehouse_id: UUID, client_id: UUID | None, pool: int) -> list[Candidate]:
    """Return places that wait for a count though nothing lies there, for whom they were counted.

    The count that was asked for was cancelled, and what was missing was written off by hand.
    """
    here = {"location": OuterRef("location")}
    counts = CycleCount.objects.of_client(client_id).filter(
        ~Exists(StockUnit.objects.filter(on_hand__gt=0, **here)),
        ~Exists(CycleCount.objects.unfinished().filter(**here)),
        location__warehouse_id=warehouse_id,
        location__is_blocked=True,
        location__blocked_for=BlockCause.SHORT_PICK,
        cause=CountCause.SHORT_PICK,
    )
    rows = counts.order_by("location_id", "client_id").distinct("location_id")[:pool]
    return [
        Candidate(
            location_id=row.location_id,
            client_id=row.client_id,
            counted_at=row.location.counted_at,
            worth=0,
            missing=0,
            awaits_count=True,
        )
        for row in rows.select_related("location")
    ]


def _goods(client_id: UUID | None) -> QuerySet[StockUnit]:
    in_hand = CycleCount.objects.unfinished().filter(
        location=OuterRef("location"), client_id=OuterRef("balance__client_id")
    )
    rows = StockUnit.objects.filter(~Exists(in_hand), on_hand__gt=0)
    return rows if client_id is None else rows.filter(balance__client_id=client_id)
