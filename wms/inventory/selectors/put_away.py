"""Places where goods can be put, for the rule that chooses among them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from wms.inventory.contracts import LocationKind
from wms.inventory.domain.putting_away import SHELVES, Goods, Spot
from wms.inventory.models import Location, MoveTask, PickFace, StockUnit

# So many more places than goods are looked at; what is beyond them a worker finds.
SPARE = 20
MOST = 5_000


def spots_for(warehouse_id: UUID, goods: Sequence[Goods]) -> list[Spot]:
    """Return the places among which the rule finds the best for each of the goods.

    Those where the same SKUs lie, the pick places kept filled with them, and of each kind the
    first of the walk that have room: as many as there are goods, and some to spare.
    """
    skus = {each.sku_id for each in goods}
    many = len(goods) + SPARE
    here = Location.objects.filter(warehouse_id=warehouse_id, is_blocked=False)
    walk = ("pick_sequence", "code", "id")
    same = StockUnit.objects.filter(
        sku__in=skus,
        on_hand__gt=0,
        location__warehouse_id=warehouse_id,
        location__is_blocked=False,
        location__kind__in=SHELVES,
    )
    by_location = same.order_by("location_id").values_list("location_id", flat=True)
    found = set(by_location.distinct()[:MOST])
    faces = PickFace.objects.filter(sku__in=skus, warehouse_id=warehouse_id)
    found |= {*faces.values_list("location_id", flat=True)[:MOST]}
    for storage_class in {"", *(each.storage_class for each in goods)}:
        of_class = _with_room(here.filter(storage_class=storage_class)).order_by(*walk)
        for kind in SHELVES:
            found |= {*of_class.filter(kind=kind).values_list("id", flat=True)[:many]}
    if not all(each.is_usable for each in goods):
        unusable = here.filter(kind=LocationKind.QUARANTINE).order_by(*walk)
        found |= {*unusable.values_list("id", flat=True)[:many]}
    return _spots(found)


def _with_room(places: QuerySet[Location]) -> QuerySet[Location]:
    """Keep places that are empty and nobody goes to, or that hold less than they could."""
    lying = StockUnit.objects.filter(location=OuterRef("pk"), on_hand__gt=0).order_by()
    units = lying.values("location").annotate(units=Sum("on_hand")).values("units")
    coming = MoveTask.objects.unfinished().filter(to_location=OuterRef("pk"))
    face_of_another = PickFace.objects.filter(location=OuterRef("pk"))
    return places.annotate(lying=Coalesce(Subquery(units, output_field=IntegerField()), 0)).filter(
        Q(max_units__gt=F("lying")) | Q(lying=0) & ~Exists(coming), ~Exists(face_of_another)
    )


def _spots(location_ids: set[UUID]) -> list[Spot]:
    """Describe places, with what lies there and what tasks will bring."""
    units: dict[UUID, int] = defaultdict(int)
    holds: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    lying = StockUnit.objects.filter(location__in=location_ids, on_hand__gt=0)
    coming = MoveTask.objects.unfinished().filter(to_location__in=location_ids)
    for location_id, sku_id, lot, quantity in (
        *lying.values_list("location_id", "sku_id", "lot", "on_hand"),
        *coming.values_list("to_location_id", "sku_id", "from_unit__lot", "quantity"),
    ):
        units[location_id] += quantity
        holds[location_id].add((sku_id, lot))
    kept_for: dict[UUID, set[UUID]] = defaultdict(set)
    most: dict[UUID, int] = defaultdict(int)
    faces = PickFace.objects.filter(location__in=location_ids)
    for location_id, sku_id, maximum in faces.values_list("location_id", "sku_id", "maximum"):
        kept_for[location_id].add(sku_id)
        most[location_id] += maximum
    return [
        Spot(
            location_id=place.id,
            code=place.code,
            kind=LocationKind(place.kind),
            pick_sequence=place.pick_sequence,
            storage_class=place.storage_class,
            is_blocked=place.is_blocked,
            max_units=min(
                (most for most in (place.max_units, most.get(place.id)) if most is not None),
                default=None,
            ),
            kept_for=frozenset(kept_for[place.id]),
            units=units[place.id],
            holds=frozenset(holds[place.id]),
        )
        for place in Location.objects.filter(id__in=location_ids, is_blocked=False)
    ]
