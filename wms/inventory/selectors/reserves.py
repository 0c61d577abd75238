"""What pick locations have, what is on its way to them, and what could be carried there."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Sum, Window
from django.db.models.functions import Coalesce, RowNumber

from wms.inventory.contracts import LocationKind
from wms.inventory.domain.choosing import Choice
from wms.inventory.models import MoveTask, PickFace, StockUnit

# So many stock units of a SKU are looked at: a pick face is not filled from more places at once.
MOST_SOURCES = 50
Goods = tuple[UUID, UUID]


def there_and_under_way(faces: Sequence[PickFace]) -> dict[UUID, tuple[int, int]]:
    """Return for each pick face the units there that nobody claims, and those on their way."""
    skus = {face.sku_id for face in faces}
    places = {face.location_id for face in faces}
    there = Counter[Goods]()
    units = StockUnit.objects.eligible().filter(sku__in=skus, location__in=places)
    for sku_id, location_id, on_hand, allocated in units.values_list(
        "sku_id", "location_id", "on_hand", "allocated"
    ):
        there[sku_id, location_id] += on_hand - allocated
    under_way = Counter[Goods]()
    tasks = MoveTask.objects.unfinished().filter(sku__in=skus, to_location__in=places)
    for sku_id, location_id, quantity in tasks.values_list("sku_id", "to_location_id", "quantity"):
        under_way[sku_id, location_id] += quantity
    return {
        face.id: (there[face.sku_id, face.location_id], under_way[face.sku_id, face.location_id])
        for face in faces
    }


def reserves_of(faces: Sequence[PickFace]) -> dict[Goods, list[Choice]]:
    """Return what could be carried to pick faces, by SKU and warehouse.

    Eligible goods at reserve locations, less what is claimed or about to be carried away; of
    each SKU the first 50 stock units.
    """
    if not faces:
        return {}
    leaving = MoveTask.objects.unfinished().filter(from_unit=OuterRef("pk")).order_by()
    asked = leaving.values("from_unit").annotate(units=Sum("quantity")).values("units")
    units = (
        StockUnit.objects.eligible()
        .filter(
            sku__in={face.sku_id for face in faces},
            location__warehouse_id__in={face.warehouse_id for face in faces},
            location__kind=LocationKind.RESERVE,
            on_hand__gt=F("allocated"),
        )
        .annotate(spare=F("on_hand") - F("allocated") - Coalesce(Subquery(asked), 0))
        .filter(spare__gt=0)
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=["balance_id"],
                order_by=[
                    F("expires_on").asc(nulls_last=True),
                    F("location__pick_sequence").asc(),
                    F("id").asc(),
                ],
            )
        )
        .filter(place__lte=MOST_SOURCES)
        .select_related("location")
    )
    choices: dict[Goods, list[Choice]] = defaultdict(list)
    for unit in units:
        spare: int = getattr(unit, "spare", 0)
        choices[unit.sku_id, unit.location.warehouse_id].append(
            Choice(
                unit_id=unit.id,
                balance_id=unit.balance_id,
                kind=LocationKind(unit.location.kind),
                pick_sequence=unit.location.pick_sequence,
                expires_on=unit.expires_on,
                free=spare,
            )
        )
    return dict(choices)
