"""Ask for pick locations to be filled before they run empty."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from wms.inventory.catalogue.contracts.words import MoveTaskKind
from wms.inventory.replenishment.contracts.levels import (
    PlanReplenishment,
    PlanReplenishmentPage,
    ReplenishmentPage,
)
from wms.inventory.replenishment.models import PickFace
from wms.inventory.replenishment.queries.reserves import (
    balances_by_face,
    reserves_of,
    there_and_in_transit,
)
from wms.inventory.replenishment.rules import wanted
from wms.inventory.reservations.models.rules import strategies_of
from wms.inventory.reservations.rules.strategies import Demand, UnitPicker
from wms.inventory.work.commands.open_move_tasks import open_tasks
from wms.inventory.work.models.tasks import MoveTask
from wms.platform.commands import command
from wms.platform.jobs.run import Job

logger = logging.getLogger(__name__)
PAGE = 200
JOB = "plan_replenishment"


@dataclass(frozen=True, kw_only=True)
class _PlanSku:
    """Plan for those of a page's pick faces that hold one SKU."""

    sku_id: UUID
    face_ids: tuple[UUID, ...]


def plan_replenishment(request: PlanReplenishment) -> ReplenishmentPage:
    """Open tasks for all pick faces that have too little, 200 in a transaction.

    What is in transit counts as there, so doing it again opens nothing. Of 200 that fail together
    each SKU is planned by itself, and those that fail alone are reported and left out.
    """
    del request
    total = ReplenishmentPage()
    with Job(JOB) as job:
        while True:
            page = _planned(job, total.next)
            total = replace(_sum([total, page]), next=page.next)
            if page.next is None:
                return total


def plan_replenishment_page(request: PlanReplenishmentPage) -> ReplenishmentPage:
    """Open tasks for those of a page of pick faces that have too little, as above."""
    return _planned(Job(JOB), request.after)


def _planned(job: Job, after: UUID | None) -> ReplenishmentPage:
    try:
        return _plan_page(PlanReplenishmentPage(after=after))
    except Exception:
        logger.warning("%d pick faces fail together; each SKU by itself", PAGE, exc_info=True)
    page = _page(after)
    ids = tuple(page)
    alone = job.each(
        sorted(set(page.values())),
        lambda sku_id: _plan_sku(_PlanSku(sku_id=sku_id, face_ids=ids)),
        called=lambda sku_id: f"SKU {sku_id}",
    )
    return replace(_sum(alone), next=ids[-1] if len(ids) == PAGE else None)


@command
def _plan_page(request: PlanReplenishmentPage) -> ReplenishmentPage:
    """Open tasks for those of a page of pick faces that have too little.

    Goods come from reserve locations, in the order in which orders are picked; what is allocated
    or about to be carried away is left.
    """
    page = _page(request.after)
    faces = _locked(set(page.values()), page)
    return replace(_open_for(faces), next=faces[-1].id if len(faces) == PAGE else None)


@command
def _plan_sku(request: _PlanSku) -> ReplenishmentPage:
    return _open_for(_locked({request.sku_id}, request.face_ids))


def _open_for(faces: Sequence[PickFace]) -> ReplenishmentPage:
    tasks = open_tasks(_tasks_for(faces))
    return ReplenishmentPage(
        faces=len(faces), tasks=len(tasks), units=sum(task.quantity for task in tasks)
    )


def _sum(pages: Iterable[ReplenishmentPage]) -> ReplenishmentPage:
    done = list(pages)
    return ReplenishmentPage(
        faces=sum(page.faces for page in done),
        tasks=sum(page.tasks for page in done),
        units=sum(page.units for page in done),
    )


def _page(after: UUID | None) -> dict[UUID, UUID]:
    """Return a page of pick faces, in the order of their ids, each with its SKU."""
    rows = PickFace.objects.order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return dict(rows.values_list("id", "sku_id")[:PAGE])


def _locked(sku_ids: Collection[UUID], face_ids: Collection[UUID]) -> list[PickFace]:
    """Return pick faces, locked together with all others of their SKUs.

    So whoever plans for a SKU is alone with its goods, on whichever page the pick faces are.
    """
    same = PickFace.objects.filter(sku__in=sku_ids).select_related("location")
    return [face for face in same.locked() if face.id in face_ids]


def _tasks_for(faces: Sequence[PickFace]) -> list[MoveTask]:
    """Return the tasks that are missing; the pick faces are locked, and count their rounds."""
    known = there_and_in_transit(faces)
    short: dict[UUID, int] = {}
    for face in faces:
        there, in_transit = known[face.id]
        missing = wanted(
            there=there, in_transit=in_transit, minimum=face.minimum, maximum=face.maximum
        )
        if missing and not face.location.is_blocked:
            short[face.id] = missing
    in_need = [face for face in faces if face.id in short]
    balances = balances_by_face(in_need)
    chooser = UnitPicker(reserves_of(in_need), strategies_of(balances.values()))
    tasks: list[MoveTask] = []
    replenished: list[PickFace] = []
    for face in in_need:
        balance_id = balances.get((face.sku_id, face.warehouse_id))
        if balance_id is None:
            continue
        demand = Demand(
            line_id=face.id, balance_id=balance_id, sku=str(face.sku_id), quantity=short[face.id]
        )
        carries = chooser.allocate_what_is_there(demand)
        if carries:
            face.rounds += 1
            replenished.append(face)
        tasks += [
            _task(face, number, carry.unit_id, carry.quantity)
            for number, carry in enumerate(carries, start=1)
        ]
    PickFace.objects.bulk_update(replenished, ["rounds"])
    return tasks


def _task(face: PickFace, number: int, unit_id: UUID, quantity: int) -> MoveTask:
    return MoveTask(
        key=f"replenishment/{face.id}/{face.rounds}/{number}",
        kind=MoveTaskKind.REPLENISHMENT.value,
        client_id=face.client_id,
        warehouse_id=face.warehouse_id,
        sku_id=face.sku_id,
        from_unit_id=unit_id,
        to_location_id=face.location_id,
        quantity=quantity,
    )
