"""Robots that do the work of people on the floor, through the public HTTP API only.

Each function does one job that is waiting and may be repeated: what is done already is answered
as before. A job that is taken away meanwhile (its order is cancelled) is given up.
"""

import contextlib
from collections.abc import Collection
from http import HTTPStatus

from demo.api import Api, Json, Refused
from demo.walking import Walk
from demo.world import AsBooked, Shelves

TARE_GRAMS = 120
GRAMS_PER_UNIT = 35
MAX_CARTON_GRAMS = 900_000


def pick(api: Api, task_id: str, *, is_short: bool = False, shelves: Shelves | None = None) -> Json:
    """Walk a pick task from claim to end, also to the places that are found in place of others.

    What lies on the ``shelves`` is what is picked; without them everything is there, but for one
    unit at the first stop of a walk that ``is_short``.

    Returns:
        The completed task.

    Raises:
        Refused: the task is taken, cancelled, or not ready, or nobody says what to do about what
            is missing.
    """
    path = f"pick-tasks/{task_id}"
    api.post(f"{path}/claim")
    task = api.post(f"{path}/start")
    return Walk(api, task, shelves or AsBooked(missing=int(is_short))).to_its_end()


def pack(api: Api, task_id: str) -> Json:
    """Pack all of a task into one carton.

    Returns:
        The packed task.

    Raises:
        Refused: the task is taken, cancelled, or not ready.
    """
    path = f"pack-tasks/{task_id}"
    task = api.post(f"{path}/start")
    units = sum(line["quantity"] for line in task["lines"])
    carton = {
        "carton_no": 1,
        "weight_grams": min(TARE_GRAMS + GRAMS_PER_UNIT * units, MAX_CARTON_GRAMS),
        "lines": task["lines"],
    }
    api.post(f"{path}/cartons", carton)
    return api.post(f"{path}/complete")


def ship(api: Api, shipment_ids: Collection[str]) -> list[str]:
    """Hand labelled shipments to the carrier, on one manifest if that goes, else one by one.

    Returns:
        Those that were handed over.
    """
    try:
        manifest = api.post("manifests", {"shipment_ids": list(shipment_ids)})
        api.post(f"manifests/{manifest['manifest_id']}/close")
    except Refused as refusal:
        if refusal.status != HTTPStatus.CONFLICT:
            raise
    else:
        return list(shipment_ids)
    shipped = []
    for shipment_id in shipment_ids:
        with contextlib.suppress(Refused):
            api.post(f"shipments/{shipment_id}/ship")
            shipped.append(shipment_id)
    return shipped


def release_wave(api: Api, *, max_orders: int) -> Json | None:
    """Plan a wave of the orders that wait, and release it; None if none wait.

    A wave whose last order leaves before that is over, and another one is planned.
    """
    while True:
        try:
            wave = api.post("waves", {"max_orders": max_orders, "max_lines": 20 * max_orders})
        except Refused as refusal:
            if refusal.code == "wave_empty":
                return None
            raise
        try:
            return api.post(f"waves/{wave['wave_id']}/release")
        except Refused as refusal:
            if refusal.code != "wave_not_open":
                raise


def waiting(api: Api, path: str) -> list[Json]:
    """Return what can be taken from a list, in the order in which it should be."""
    return list(api.every(path, available="true"))
