"""What pick locations have, what is on its way to them, and what could be carried there."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce, RowNumber

from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.replenishment.models import PickFace
from wms.inventory.reservations.rules.strategies import EligibleUnit
from wms.inventory.stock.models.balances import StockBalance
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.contracts.counts import CountCause
from wms.inventory.work.models.counts import CycleCount
from wms.inventory.work.models.tasks import MoveTask

# So many stock units of a SKU are looked at: a pick face is not filled from more places at once.
MOST_SOURCES = 50
FaceKey = tuple[UUID, UUID]


def there_and_in_transit(faces: Sequence[PickFace]) -> dict[UUID, tuple[int, int]]:
    """Return for each pick face the units there that nobody allocations, and those on their way."""
    skus = {face.sku_id for face in faces}
    places = {face.location_id for face in faces}
    # First what is on its way: goods that arrive in between count twice, and not at all never.
    in_transit = Counter[FaceKey]()
    tasks = MoveTask.objects.unfinished().filter(sku__in=skus, to_location__in=places)
    for sku_id, location_id, quantity in tasks.values_list("sku_id", "to_location_id", "quantity"):
        in_transit[sku_id, location_id] += quantity
    there = Counter[FaceKey]()
    units = StockUnit.objects.eligible().filter(sku__in=skus, location__in=places)
    for sku_id, location_id, on_hand, allocated in units.values_list(
        "sku_id", "location_id", "on_hand", "allocated"
    ):
        there[sku_id, location_id] += on_hand - allocated
    return {
        face.id: (there[face.sku_id, face.location_id], in_transit[face.sku_id, face.location_id])
        for face in faces
    }


def balances_by_face(faces: Sequence[PickFace]) -> dict[FaceKey, UUID]:
    """Return the balances of the SKUs of pick faces, by SKU and warehouse."""
    rows = StockBalance.objects.filter(
        sku__in={face.sku_id for face in faces},
        warehouse_id__in={face.warehouse_id for face in faces},
    )
    return {
        (sku_id, warehouse_id): balance_id
        for sku_id, warehouse_id, balance_id in rows.values_list("sku_id", "warehouse_id", "id")
    }


def reserves_of(faces: Sequence[PickFace]) -> list[EligibleUnit]:
    """Return what could be carried to pick faces.

    Eligible goods at reserve locations, less what is allocated or about to be carried away, and
    none at places that somebody wants counted; of each SKU the first 50 stock units, whichever
    strategy says which are the first.
    """
    if not faces:
        return []
    leaving = MoveTask.objects.unfinished().filter(from_unit=OuterRef("pk")).order_by()
    asked = leaving.values("from_unit").annotate(units=Sum("quantity")).values("units")
    doubted = CycleCount.objects.unfinished().filter(
        location=OuterRef("location"),
        client_id=OuterRef("balance__client_id"),
        cause__in=[CountCause.REQUESTED.value, CountCause.SHORT_PICK.value],
    )
    units = (
        StockUnit.objects.eligible()
        .filter(
            ~Exists(doubted),
            sku__in={face.sku_id for face in faces},
            location__warehouse_id__in={face.warehouse_id for face in faces},
            location__kind=LocationKind.RESERVE,
            on_hand__gt=F("allocated"),
        )
        .annotate(spare=F("on_hand") - F("allocated") - Coalesce(Subquery(asked), 0))
        .filter(spare__gt=0)
        .annotate(
            by_expiry=_place(F("expires_on").asc(nulls_last=True)),
            by_age=_place(F("stocked_at").asc()),
            by_walk=_place(F("location__pick_sequence").asc()),
            by_size=_place(F("spare").desc()),
        )
        .filter(
            Q(by_expiry__lte=MOST_SOURCES)
            | Q(by_age__lte=MOST_SOURCES)
            | Q(by_walk__lte=MOST_SOURCES)
            | Q(by_size__lte=MOST_SOURCES)
        )
        .select_related("location")
    )
    return [
        EligibleUnit(
            unit_id=unit.id,
            balance_id=unit.balance_id,
            kind=LocationKind(unit.location.kind),
            pick_sequence=unit.location.pick_sequence,
            expires_on=unit.expires_on,
            stocked_at=unit.stocked_at,
            free=getattr(unit, "spare", 0),
        )
        for unit in units
    ]


def _place(first: OrderBy) -> Window:
    """Return the place of a stock unit among those of its SKU in an order."""
    return Window(
        RowNumber(),
        partition_by=["balance_id"],
        order_by=[first, F("location__pick_sequence").asc(), F("id").asc()],
    )
