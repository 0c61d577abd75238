"""Everything that is read through the cache: each row there is, as its route asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from pydantic_core import to_json

from wms.inventory.catalogue.contracts.catalogue import Sku
from wms.inventory.catalogue.contracts.refusals import SkuNotFound
from wms.inventory.catalogue.queries.skus import get_sku
from wms.inventory.models import MoveTask, StockBalance
from wms.inventory.models import Sku as SkuRow
from wms.inventory.moves.contracts import MoveTask as MoveTaskAnswer
from wms.inventory.moves.contracts import MoveTaskNotFound
from wms.inventory.moves.queries.tasks import get_move_task
from wms.inventory.stock.contracts.stock import StockOfSku
from wms.inventory.stock.queries.stock import get_stock
from wms.inventory.tags import tag_of_sku
from wms.kernel.ids import ClientId, WarehouseId
from wms.orders.contracts import Order, OrderNotFound
from wms.orders.models import Order as OrderRow
from wms.orders.selectors.orders import get_order
from wms.packing.contracts import PackTask, PackTaskNotFound
from wms.packing.models import PackTask as PackTaskRow
from wms.packing.selectors.tasks import get_pack_task
from wms.picking.contracts import PickTask, PickTaskNotFound
from wms.picking.models import PickTask as PickTaskRow
from wms.picking.selectors.tasks import get_pick_task
from wms.platform.cache.read import Outcome, Read, read_through
from wms.platform.cache.tags import tag_of
from wms.shipping.contracts import Shipment, ShipmentNotFound
from wms.shipping.models import Shipment as ShipmentRow
from wms.shipping.selectors.shipments import get_shipment
from wms.waving.contracts import WaveDetail, WaveNotFound
from wms.waving.models import Wave
from wms.waving.selectors.waves import get_wave


@dataclass(frozen=True)
class Kind:
    """Rows that are read by their id."""

    rows: type[Any]
    noun: str
    contract: type[Any]
    load: Callable[..., Any]
    parameter: str
    missing: type[Any]


KINDS = (
    Kind(OrderRow, "order", Order, get_order, "order_id", OrderNotFound),
    Kind(Wave, "wave", WaveDetail, get_wave, "wave_id", WaveNotFound),
    Kind(PickTaskRow, "picking", PickTask, get_pick_task, "task_id", PickTaskNotFound),
    Kind(PackTaskRow, "packing", PackTask, get_pack_task, "task_id", PackTaskNotFound),
    Kind(ShipmentRow, "shipping", Shipment, get_shipment, "shipment_id", ShipmentNotFound),
    Kind(MoveTask, "inventory", MoveTaskAnswer, get_move_task, "task_id", MoveTaskNotFound),
)


def questions() -> list[Read]:
    """Return what can be asked about all that is there."""
    return list(_questions())


def _questions() -> Iterator[Read]:
    for kind in KINDS:
        rows = kind.rows.objects.all()
        for row_id in rows.values_list(rows.known_by, flat=True):
            load = partial(kind.load, **{kind.parameter: row_id})
            yield Read(
                contract=kind.contract,
                tag=tag_of(kind.noun, row_id),
                variant="",
                load=load,
                missing=kind.missing,
            )
    for sku in SkuRow.objects.all():
        owner = ClientId(sku.client_id)
        yield Read(
            contract=Sku,
            tag=tag_of_sku(sku.client_id, sku.code),
            variant="",
            load=partial(get_sku, client_id=owner, code=sku.code),
            missing=SkuNotFound,
        )
    for row in StockBalance.objects.select_related("sku"):
        ask = partial(get_stock, client_id=ClientId(row.client_id), sku=row.sku.code)
        yield Read(
            contract=StockOfSku,
            tag=tag_of_sku(row.client_id, row.sku.code),
            variant=str(row.warehouse_id),
            load=partial(ask, warehouse_id=WarehouseId(row.warehouse_id)),
            missing=SkuNotFound,
        )


Answers = dict[tuple[str, str, str], bytes]


def read_all() -> Answers:
    """Return what the cache answers about everything."""
    return _answers(lambda question: read_through(question)[0])


def load_all() -> Answers:
    """Return what the database answers about everything."""
    return _answers(_load)


def not_cached() -> list[str]:
    """Return the tags of what the cache does not answer yet."""
    return [question.tag for question in questions() if _outcome(question) is not Outcome.HIT]


def _outcome(question: Read) -> Outcome:
    try:
        return read_through(question)[1]
    except question.missing:  # a round that was closed before it came
        return Outcome.HIT


def _load(question: Read) -> bytes:
    try:
        return to_json(question.load())
    except question.missing:
        return b""


def _answers(ask: Callable[[Read], bytes]) -> Answers:
    found: Answers = {}
    for question in questions():
        try:
            answer = ask(question)
        except question.missing:
            answer = b""
        found[question.contract.__name__, question.tag, question.variant] = answer
    return found
