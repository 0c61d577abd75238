"""The order view as a function of its events."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from wms.kernel.ids import ClientId, OrderId, WarehouseId
from wms.orders.contracts import OrderStatus, Priority
from wms.reporting.order_view.contracts import (
    FloorWork,
    MissingStock,
    OrderException,
    OrderView,
    PackedCarton,
    ShortLine,
    StageTimes,
)
from wms.reporting.order_view.rules.facts import (
    Entries,
    Fact,
    by_subject,
    facts_of,
    moment_of,
    sequences,
)
from wms.reporting.order_view.rules.projections import CHILD, EXCEPTION

Known = Mapping[str, Fact]
_GONE = {"cancelled", "voided"}
_MILESTONES = {
    "received": "received_at",
    "validated": "validated_at",
    "backordered": "backordered_at",
    "reserved": "reserved_at",
    "wave-assigned": "wave_assigned_at",
    "picking-started": "picking_started_at",
    "picked": "picked_at",
    "packed": "packed_at",
    "shipped": "shipped_at",
    "completed": "completed_at",
    "cancelled": "cancelled_at",
    "rejected": "rejected_at",
}


def order_view(order_id: OrderId, entries: Entries) -> OrderView | None:
    """Return what is known of an order, or None while no event says that it was received.

    The number of a wave is known from its release on; before, ``wave_number`` is empty.
    """
    facts = facts_of(entries)
    order = by_subject(facts, "order").get(str(order_id), {})
    if "received" not in order:
        return None
    received, status = _map(order["received"]), _map(order["status"])
    wave_id, wave = _wave(by_subject(facts, "wave"))
    pick_tasks = by_subject(facts, "picking")
    pack_task = _latest(by_subject(facts, "packing").values())
    shipment = _latest(by_subject(facts, "shipping").values())
    label = _map(shipment["label"]) if _has(shipment, "label") else {}
    return OrderView(
        order_id=order_id,
        number=received["number"],
        client_id=ClientId(UUID(received["client_id"])),
        warehouse_id=WarehouseId(UUID(received["warehouse_id"])),
        external_ref=received["external_ref"],
        customer_id=received["customer_id"],
        priority=Priority(received["priority"]),
        status=OrderStatus(status["status"]),
        reason=status["reason"],
        ship_by=date.fromisoformat(received["ship_by"]) if received["ship_by"] else None,
        line_count=received["line_count"],
        unit_count=received["unit_count"],
        missing_stock=_missing(by_subject(facts, "inventory").values()),
        wave_id=wave_id,
        wave_number=_text(wave, "released"),
        pick_task=_work(_latest(pick_tasks.values())),
        short_lines=_shorts(pick_tasks.values()),
        pack_task=_work(pack_task),
        cartons=tuple(PackedCarton(**each) for each in _list(pack_task, "cartons")),
        shipment=_work(shipment),
        carrier=label.get("carrier", ""),
        tracking_numbers=tuple(label.get("tracking_numbers", ())),
        stages=_stages(order, wave, shipment),
        sequences=sequences(entries),
        as_of=max(map(moment_of, entries.values())),
        parent_order_id=_parent_in(received),
        child_order_ids=_children(order),
        consignee=received.get("consignee", ""),
        exceptions=_exceptions([*pick_tasks.values(), *by_subject(facts, "inventory").values()]),
    )


def words_of(view: OrderView, entries: Entries) -> list[str]:
    """Return what an order is found by: its own words, its SKUs, and all work there ever was."""
    facts = facts_of(entries)
    order = by_subject(facts, "order")[str(view.order_id)]
    works = [
        _text(known, "created")
        for noun in ("picking", "packing", "shipping")
        for known in by_subject(facts, noun).values()
    ]
    words = [
        *(view.number, view.external_ref, view.customer_id, view.consignee, view.wave_number),
        *(*works, *view.tracking_numbers, *_map(order["received"])["skus"]),
    ]
    return list(filter(None, words))


def _exceptions(sources: Iterable[Known]) -> tuple[OrderException, ...]:
    """Return what a person had to look at, the oldest first."""
    found = [
        OrderException(raised_at=fact.moment, **_map(fact))
        for known in sources
        for what, fact in known.items()
        if what.startswith(EXCEPTION)
    ]
    return tuple(sorted(found, key=lambda each: (each.raised_at, each.message)))


def _parent_in(received: Mapping[str, Any]) -> OrderId | None:
    # Views that were made before there were children do not know the word.
    parent = received.get("parent_order_id")
    return None if parent is None else OrderId(UUID(parent))


def _children(order: Known) -> tuple[OrderId, ...]:
    return tuple(
        OrderId(UUID(what.removeprefix(CHILD))) for what in sorted(order) if what.startswith(CHILD)
    )


def _map(fact: Fact) -> dict[str, Any]:
    return cast("dict[str, Any]", fact.value)


def _list(known: Known, what: str) -> list[Any]:
    return cast("list[Any]", known[what].value) if what in known else []


def _text(known: Known, what: str) -> str:
    return str(known[what].value) if what in known else ""


def _has(known: Known, what: str) -> bool:
    return what in known and known[what].value is not None


def _since(known: Known, what: str) -> datetime | None:
    return known[what].moment if what in known and known[what].value is not False else None


def _wave(waves: Mapping[str, Known]) -> tuple[UUID | None, Known]:
    """Choose the newest wave that holds the order; its id says when it was made."""
    held_by = [
        wave_id
        for wave_id, known in waves.items()
        if ("member" not in known and "released" in known)
        or ("member" in known and known["member"].value)
    ]
    if not held_by:
        return None, {}
    newest = max(held_by)
    return UUID(newest), waves[newest]


def _latest(works: Iterable[Known]) -> Known:
    """Choose the work of the latest round that is not cancelled; else the latest cancelled."""

    def rank(known: Known) -> tuple[bool, str]:
        since = known["created"].since if "created" in known else ""
        return _text(known, "status") not in _GONE, since

    return max(works, key=rank, default={})


def _work(known: Known) -> FloorWork | None:
    if "created" not in known:
        return None
    return FloorWork(
        number=_text(known, "created"),
        status=_text(known, "status"),
        worker=_text(known, "worker"),
    )


def _shorts(tasks: Iterable[Known]) -> tuple[ShortLine, ...]:
    shorts = [
        ShortLine(**_map(fact))
        for known in tasks
        for what, fact in known.items()
        if what.startswith("short ")
    ]
    return tuple(sorted(shorts, key=lambda short: (short.line_no, short.location)))


def _missing(reservations: Iterable[Known]) -> MissingStock | None:
    waiting = [known["missing"] for known in reservations if _has(known, "missing")]
    if not waiting:
        return None
    return MissingStock(**_map(max(waiting, key=lambda fact: fact.since)))


def _stages(order: Known, wave: Known, shipment: Known) -> StageTimes:
    reached = {field: _since(order, what) for what, field in _MILESTONES.items()}
    return StageTimes(
        **reached,
        wave_released_at=_since(wave, "released"),
        labelled_at=_since(shipment, "labelled"),
    )
