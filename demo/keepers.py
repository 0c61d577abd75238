"""Robots that keep the stock: they count, agree to counts, carry goods, and take in deliveries."""

from collections.abc import Sequence

from demo.api import Api, Json, Refused
from demo.world import STAGING, Shelf, World

# Somebody else has the count, or should have it.
NOT_MINE = {"another_person_needed", "count_taken"}
# More was picked, or missed, since the shelf was counted.
OVERTAKEN = {"goods_missing", "stock_claimed"}
CARRY_REASON = "not_found"
CANCEL_REASON = "demo: the customer does not want to wait"
DOCK = "DOCK-1"


def count(counters: Sequence[Api], task: Json, world: World) -> Json | None:
    """Count a location by whoever of the counters may, and say what lies there.

    Returns:
        The count as it is then; None if it is for nobody of them.

    Raises:
        Refused: it is over, or what was found cannot be booked now.
    """
    path, location = f"cycle-counts/{task['count_id']}", task["location"]
    for api in counters:
        with world.standing_at(location):
            try:
                api.post(f"{path}/start")
            except Refused as refusal:
                if refusal.code not in NOT_MINE:
                    raise
                continue
            lines = [
                {"sku": shelf.sku, "lot": shelf.lot, "quantity": units}
                for shelf, units in sorted(world.count(location).items())
            ]
            return api.post(f"{path}/submit", {"lines": lines, "complete": True})
    return None


def agree(api: Api, task: Json) -> Json:
    """Agree to what a count found, as a supervisor who has not counted.

    If the books have changed since, so that it does not fit them any more, it is counted again.

    Raises:
        Refused: it is over.
    """
    path = f"cycle-counts/{task['count_id']}"
    try:
        return api.post(f"{path}/post")
    except Refused as refusal:
        if refusal.code not in OVERTAKEN:
            raise
    return api.post(f"{path}/recount")


def carry(api: Api, task: Json, world: World) -> Json | None:
    """Carry the goods of a move task to where it says.

    Returns:
        The completed task; None if it says nowhere.

    Raises:
        Refused: it is over, or nothing may be put there now; the goods are where they were.
    """
    path = f"move-tasks/{task['task_id']}"
    task = api.post(f"{path}/claim")
    source, target = task["from_location"], task["to_location"]
    if target is None:
        return None
    shelf = Shelf(source, task["sku"], task["lot"])
    with world.standing_at(source, target):
        found = _take(world, shelf, task)
        carried = {
            "sku": task["sku"],
            "lot": task["lot"],
            "from_location": source,
            "to_location": target,
            "quantity": found,
        }
        if found < task["quantity"]:
            carried["reason"] = CARRY_REASON
        try:
            done = api.post(f"{path}/complete", carried)
        except Refused:
            _put_back(world, shelf, task, found)
            raise
        world.put(shelf.at(target), found)
        return done


def deliver(api: Api, reference: str, sku: str, units: int, world: World) -> None:
    """Take a delivery in at the dock; a task to put it away follows from it."""
    line = {"sku": sku, "location": DOCK, "quantity": units}
    with world.standing_at(DOCK):
        api.post("receipts", {"reference": reference, "lines": [line]})
        world.put(Shelf(DOCK, sku), units)


def to_count(api: Api) -> list[Json]:
    """Return the counts that are not over."""
    return list(api.every("cycle-counts", unfinished="true"))


def to_carry(api: Api) -> list[Json]:
    """Return the tasks that carry goods and are not over."""
    tasks = [api.every("move-tasks", status=status) for status in ("open", "in_progress")]
    return [task for some in tasks for task in some]


def was_counted(api: Api, location: str) -> bool:
    """Return whether somebody has counted a location, and it is booked what they found."""
    return bool(api.get("cycle-counts", location=location, status="posted", limit=1)["results"])


def ship_short(api: Api, order_id: str) -> None:
    """Have a held order shipped without the rest.

    Raises:
        Refused: it is not held.
    """
    api.post(f"orders/{order_id}/ship-short")


def cancel(api: Api, order_id: str) -> None:
    """Cancel a held order; what was picked for it is to be carried back.

    Raises:
        Refused: it is not held any more.
    """
    api.post(f"orders/{order_id}/cancel", {"reason": CANCEL_REASON})


def _take(world: World, shelf: Shelf, task: Json) -> int:
    if shelf.location == STAGING and task["order_id"]:
        return world.take_staged(task["order_id"], shelf, task["quantity"])
    return world.take(shelf, task["quantity"])


def _put_back(world: World, shelf: Shelf, task: Json, units: int) -> None:
    if shelf.location == STAGING and task["order_id"]:
        world.stage(task["order_id"], shelf, units)
    else:
        world.put(shelf, units)
