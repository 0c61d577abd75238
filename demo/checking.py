"""What must hold at the end, looked up over HTTP and by the product's own checks."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles
from typing import Any

from demo.api import Api, Json
from demo.auditing import Audit, audit
from demo.intake import Played
from demo.judging import badly_ended, some, unscripted
from demo.machine import Machine
from demo.outcomes import Met, orders_that_met
from demo.supply import Supply
from demo.watching import FINAL
from demo.world import World

TIMES_TO_COUNT = 5
# What is put before a person until the floor is done with it.
SETTLED = {"goods_in_staging", "short_hold", "stock_withdrawn"}
STAGES = (
    ("validated", "received_at", "validated_at"),
    ("reserved", "validated_at", "reserved_at"),
    ("wave released", "reserved_at", "wave_released_at"),
    ("picking started", "wave_released_at", "picking_started_at"),
    ("picked", "picking_started_at", "picked_at"),
    ("packed", "picked_at", "packed_at"),
    ("labelled", "packed_at", "labelled_at"),
    ("shipped", "labelled_at", "shipped_at"),
    ("completed", "shipped_at", "completed_at"),
    ("all of it", "received_at", "completed_at"),
)


@dataclass(frozen=True)
class Findings:
    """What the checks found; ``faults`` is empty if everything holds.

    ``left`` counts what is put before a person by its kind.
    """

    views: list[Json]
    stock: Json
    projections: Json
    events: dict[str, int]
    unsent: int
    met: list[Met]
    audit: Audit
    left: Counter[str]
    faults: list[str] = field(default_factory=list)

    @property
    def by_state(self) -> Counter[str]:
        """Return the orders by final state."""
        return Counter(view["status"] for view in self.views)

    @property
    def reasons(self) -> Counter[tuple[str, str]]:
        """Return the cancelled and rejected orders by state and reason."""
        closed = [view for view in self.views if view["status"] in {"cancelled", "rejected"}]
        return Counter((view["status"], view["reason"]) for view in closed)


def look_into(machine: Machine, api: Api, supply: Supply, played: Played, world: World) -> Findings:
    """Ask for everything, and compare it with what was supplied, played, and lies there."""
    views = list(api.every("order-views"))
    orders = {order["external_ref"]: order for order in api.every("orders")}
    levels = list(api.every("stock"))
    stock = machine.answer("verify_stock")
    counts, unsent = _counted_when_sent(machine)
    projections = machine.answer("check_projection")
    by_ref = {view["external_ref"]: view for view in views}
    met = orders_that_met(api, views)
    left = Counter(each["kind"] for each in api.every("exceptions", status="open"))
    audited = audit(api, (*supply.skus, *supply.plot.skus), world.everything())
    return Findings(
        views=views,
        stock=stock,
        projections=projections,
        events={topic: sum(found["published"].values()) for topic, found in counts.items()},
        unsent=unsent,
        met=met,
        audit=audited,
        left=left,
        faults=[
            *_lost(supply.refs, orders),
            *unfinished(by_ref),
            *_disagreeing(orders, by_ref),
            *unscripted(by_ref, played, supply.plot),
            *badly_ended(met, supply.plot),
            *_unshipped(by_ref.values()),
            *_left_over(levels, by_ref.values()),
            *_differences(stock),
            *_made_wrong(projections),
            *some("{}", [f"world against books: {each}" for each in audited.differences]),
            *unsettled(left),
            *([f"{unsent} events have not reached Kafka"] if unsent else []),
        ],
    )


def _made_wrong(projections: Json) -> list[str]:
    return [
        f"{name}: {each['table']} {each['key']} {each['what']}"
        for name, found in projections.items()
        for each in found["differences"]
    ]


def _counted_when_sent(machine: Machine) -> tuple[Json, int]:
    """Count the events, giving the last of them a moment to leave."""
    counts, unsent = _counted(machine)
    for _ in range(TIMES_TO_COUNT):
        if not unsent:
            break
        counts, unsent = _counted(machine)
    return counts, unsent


def _counted(machine: Machine) -> tuple[Json, int]:
    counts = machine.answer("event_counts")
    return counts, sum(sum(topic["waiting"].values()) for topic in counts.values())


def stage_times(views: Collection[Json]) -> list[tuple[str, float, float, int]]:
    """Return per stage its name, the seconds it took half and 95 % of the orders, and how many."""
    times = []
    for name, begin, end in STAGES:
        took = sorted(
            (_moment(view, end) - _moment(view, begin)).total_seconds()
            for view in views
            if view["stages"][begin] and view["stages"][end]
        )
        if took:
            cuts = quantiles(took, n=20, method="inclusive") if len(took) > 1 else took * 19
            times.append((name, cuts[9], cuts[18], len(took)))
    return times


def _moment(view: Json, stage: str) -> datetime:
    return datetime.fromisoformat(view["stages"][stage])


def _lost(expected: Collection[str], orders: Mapping[str, Json]) -> list[str]:
    return some("order {} was accepted and is not there", sorted(set(expected) - orders.keys()))


def unfinished(views: Mapping[str, Json]) -> list[str]:
    """Return the orders that are in no final state, each with where to look."""
    stuck = [view for view in views.values() if view["status"] not in FINAL]
    return some("{}", [f"order {_where(view)}" for view in stuck])


def _where(view: Json) -> str:
    hints = [f"{view['number']} ({view['external_ref']}) is stuck as {view['status']}"]
    if view["missing_stock"]:
        hints.append(
            f"{view['missing_stock']['quantity']} of {view['missing_stock']['sku']} missing"
        )
    if view["wave_number"]:
        hints.append(f"wave {view['wave_number']}")
    hints += [
        f"{what.replace('_', ' ')} {view[what]['number']} {view[what]['status']}"
        for what in ("pick_task", "pack_task", "shipment")
        if view[what]
    ]
    hints.append(f"workflow order-fulfillment-{view['order_id']}")
    return ", ".join(hints)


def _disagreeing(orders: Mapping[str, Json], views: Mapping[str, Json]) -> list[str]:
    different = [
        f"order {ref}: orders says {order['status']}, the order view"
        f" {views[ref]['status'] if ref in views else 'nothing'}"
        for ref, order in sorted(orders.items())
        if ref not in views or views[ref]["status"] != order["status"]
    ]
    return some("{}", different)


def unsettled(left: Mapping[str, int]) -> list[str]:
    """Return what is before a person and should have settled itself with the last order."""
    return [f"{count} {kind} not settled" for kind, count in left.items() if kind in SETTLED]


def _unshipped(views: Collection[Json]) -> list[str]:
    without = [
        view["number"]
        for view in views
        if view["status"] == "completed" and not view["tracking_numbers"]
    ]
    numbers = Counter(number for view in views for number in view["tracking_numbers"])
    twice = [number for number, times in numbers.items() if times > 1]
    return [
        *some("order {} is completed and has no tracking number", without),
        *some("tracking number {} is on two orders", twice),
    ]


def _left_over(levels: Collection[Json], views: Collection[Json]) -> list[str]:
    if any(view["status"] not in FINAL for view in views):
        return []  # what is not finished may well hold stock
    held = [level for level in levels if level["reserved"] or level["allocated"]]
    return some(
        "{}",
        [
            f"SKU {level['sku']}: {level['reserved']} reserved and {level['allocated']} allocated,"
            " and every order is finished"
            for level in held
        ],
    )


def _differences(stock: Any) -> list[str]:
    return some(
        "{}",
        [
            f"stock check {each['check']}, {each['subject']}: {each['expected']} expected,"
            f" {each['found']} found"
            for each in stock["differences"]
        ],
    )
