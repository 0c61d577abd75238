"""Places where goods can be put, for the rule that chooses among them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from wms.inventory.catalogue.contracts.words import LocationKind
from wms.inventory.catalogue.models.catalogue import Location
from wms.inventory.receiving.rules.put_away import SHELVES, IncomingStock, PutAwayLocation
from wms.inventory.replenishment.models import PickFace
from wms.inventory.stock.models.stock import StockUnit
from wms.inventory.work.models.tasks import MoveTask

# So many more places than goods are looked at; what is beyond them a worker finds.
SPARE = 20
MOST = 5_000


def put_away_locations(warehouse_id: UUID, goods: Sequence[IncomingStock]) -> list[PutAwayLocation]:
    """Return the places among which the rule finds the best for each of the goods.

    Those where the same SKUs lie or are brought, their pick faces, and of
    each kind the first of the walk that have room: as many as there are goods, and some to spare.
    """
    many = len(goods) + SPARE
    # Room for the least of the goods finds the first places, room for the most enough of them.
    least_and_most = {min(each.quantity for each in goods), max(each.quantity for each in goods)}
    here = Location.objects.filter(warehouse_id=warehouse_id, is_blocked=False)
    found = _meant_for(warehouse_id, {each.sku_id for each in goods})
    for storage_class in {"", *(each.storage_class for each in goods)}:
        of_class = here.filter(~Exists(_faces_there()), storage_class=storage_class)
        for kind in SHELVES:
            places = of_class.filter(kind=kind)
            found |= _first(_empty(places), many)
            for units in least_and_most:
                found |= _first(_with_room(places, units), many)
    if not all(each.is_usable for each in goods):
        quarantine = here.filter(kind=LocationKind.QUARANTINE)
        found |= _first(quarantine.filter(max_units__isnull=True), many)
        for units in least_and_most:
            found |= _first(_with_room(quarantine, units), many)
    return _described(found)


def _meant_for(warehouse_id: UUID, skus: set[UUID]) -> set[UUID]:
    """Return the places where SKUs lie or are brought, or that are their pick faces."""
    lying = StockUnit.objects.filter(
        sku__in=skus,
        on_hand__gt=0,
        location__warehouse_id=warehouse_id,
        location__is_blocked=False,
        location__kind__in=SHELVES,
    )
    by_location = lying.order_by("location_id").values_list("location_id", flat=True)
    coming = MoveTask.objects.unfinished().filter(
        sku__in=skus, warehouse_id=warehouse_id, to_location__isnull=False
    )
    faces = PickFace.objects.filter(sku__in=skus, warehouse_id=warehouse_id)
    return {
        *by_location.distinct()[:MOST],
        *coming.values_list("to_location_id", flat=True)[:MOST],
        *faces.values_list("location_id", flat=True)[:MOST],
    }


def _empty(places: QuerySet[Location]) -> QuerySet[Location]:
    """Keep places of which nobody said what they hold, where nothing is and nobody goes to."""
    return places.filter(~Exists(_lying_there()), ~Exists(_coming_there()), max_units__isnull=True)


def _with_room(places: QuerySet[Location], units: int) -> QuerySet[Location]:
    """Keep places that hold so many units less than they could; what tasks will bring counts."""
    lying = _lying_there().values("location").annotate(units=Sum("on_hand"))
    coming = _coming_there().values("to_location").annotate(units=Sum("quantity"))
    there, brought = (
        Coalesce(Subquery(each.values("units"), output_field=BigIntegerField()), 0)
        for each in (lying, coming)
    )
    return places.filter(max_units__isnull=False, max_units__gte=there + brought + units)


def _lying_there() -> QuerySet[StockUnit]:
    return StockUnit.objects.filter(location=OuterRef("pk"), on_hand__gt=0).order_by()


def _coming_there() -> QuerySet[MoveTask]:
    return MoveTask.objects.unfinished().filter(to_location=OuterRef("pk")).order_by()


def _faces_there() -> QuerySet[PickFace]:
    return PickFace.objects.filter(location=OuterRef("pk"))


def _first(places: QuerySet[Location], many: int) -> set[UUID]:
    walk = places.order_by("pick_sequence", "code", "id")
    return {*walk.values_list("id", flat=True)[:many]}


def _described(location_ids: set[UUID]) -> list[PutAwayLocation]:
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
        PutAwayLocation(
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
