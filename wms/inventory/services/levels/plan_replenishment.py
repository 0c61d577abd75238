"""Ask for pick locations to be filled before they run empty."""

from collections.abc import Sequence
from uuid import UUID

from wms.inventory.contracts import (
    MoveTaskKind,
    PlanReplenishment,
    PlanReplenishmentPage,
    ReplenishmentPage,
)
from wms.inventory.domain.choosing import Chooser, Wish
from wms.inventory.domain.replenishing import wanted
from wms.inventory.models import MoveTask, PickFace, strategies_of
from wms.inventory.selectors.reserves import balances_by_goods, reserves_of, there_and_under_way
from wms.inventory.services.tasks.open_move_tasks import open_tasks
from wms.platform.commands import command

PAGE = 200


def plan_replenishment(request: PlanReplenishment) -> ReplenishmentPage:
    """Open tasks for all pick faces that have too little, 200 in a transaction.

    What is under way counts as there, so doing it again opens nothing.
    """
    del request
    total = ReplenishmentPage()
    while True:
        page = plan_replenishment_page(PlanReplenishmentPage(after=total.next))
        total = ReplenishmentPage(
            faces=total.faces + page.faces,
            tasks=total.tasks + page.tasks,
            units=total.units + page.units,
            next=page.next,
        )
        if page.next is None:
            return total


@command
def plan_replenishment_page(request: PlanReplenishmentPage) -> ReplenishmentPage:
    """Open tasks for those of a page of pick faces that have too little.

    Goods come from reserve locations, in the order in which orders are picked; what is claimed
    or about to be carried away is left.
    """
    faces = _locked_page(request.after)
    tasks = open_tasks(_tasks_for(faces))
    return ReplenishmentPage(
        faces=len(faces),
        tasks=len(tasks),
        units=sum(task.quantity for task in tasks),
        next=faces[-1].id if len(faces) == PAGE else None,
    )


def _locked_page(after: UUID | None) -> list[PickFace]:
    """Return a page of pick faces, locked together with all others of their SKUs.

    So whoever plans for a SKU is alone with its goods, on whichever page the pick faces are.
    """
    rows = PickFace.objects.order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    page = dict(rows.values_list("id", "sku_id")[:PAGE])
    same = PickFace.objects.filter(sku__in=set(page.values())).select_related("location")
    return [face for face in same.locked() if face.id in page]


def _tasks_for(faces: Sequence[PickFace]) -> list[MoveTask]:
    """Return the tasks that are missing; the pick faces are locked, and count their rounds."""
    known = there_and_under_way(faces)
    short: dict[UUID, int] = {}
    for face in faces:
        there, under_way = known[face.id]
        missing = wanted(
            there=there, under_way=under_way, minimum=face.minimum, maximum=face.maximum
        )
        if missing and not face.location.is_blocked:
            short[face.id] = missing
    in_need = [face for face in faces if face.id in short]
    balances = balances_by_goods(in_need)
    chooser = Chooser(reserves_of(in_need), strategies_of(balances.values()))
    tasks: list[MoveTask] = []
    served: list[PickFace] = []
    for face in in_need:
        balance_id = balances.get((face.sku_id, face.warehouse_id))
        if balance_id is None:
            continue
        wish = Wish(
            line_id=face.id, balance_id=balance_id, sku=str(face.sku_id), quantity=short[face.id]
        )
        carries = chooser.claim_what_is_there(wish)
        if carries:
            face.rounds += 1
            served.append(face)
        tasks += [
            _task(face, number, carry.unit_id, carry.quantity)
            for number, carry in enumerate(carries, start=1)
        ]
    PickFace.objects.bulk_update(served, ["rounds"])
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
