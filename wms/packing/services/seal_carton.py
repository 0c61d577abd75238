"""Close a carton."""

from wms.packing import contracts
from wms.packing.contracts import (
    CartonDiffers,
    NewCarton,
    PackTaskNotReady,
    PackTaskStatus,
    SealCarton,
    WeightMissing,
)
from wms.packing.domain.contents import fit, merged
from wms.packing.models import Carton, CartonLine, PackingOutbox, PackTask, PackTaskLine
from wms.packing.selectors import facts
from wms.packing.selectors.tasks import describe, describe_carton
from wms.packing.services.own_task import locked_task_of
from wms.platform.batches import AT_ONCE
from wms.platform.commands import command


@command
def seal_carton(request: SealCarton) -> contracts.PackTask:
    """Close a carton of a task that was started; the same carton again is answered as before.

    Of the cartons only this one is read, and is in the answer: the last costs as much as the first.

    Raises:
        PackTaskNotFound: there is no such task, or not of this client.
        PackTaskTaken: another worker has it.
        PackTaskNotReady: it was not started, is packed, or was cancelled.
        WeightMissing: the carton weighs nothing.
        OverPack: more units of a line than were picked.
        CartonDiffers: a carton with this number was sealed with other contents.
    """
    row = locked_task_of(request.actor, task_id=request.task_id, client_id=request.client_id)
    if row.status not in {PackTaskStatus.IN_PROGRESS, PackTaskStatus.PACKED}:
        raise PackTaskNotReady(f"{row} is {row.status}; only a started task takes cartons")
    wanted = request.carton
    known = _carton(row, wanted.carton_no)
    if known is not None:
        if not _is_same(known, wanted):
            raise CartonDiffers(
                f"carton {wanted.carton_no} of {row} was sealed with other contents"
            )
        return describe(row, [known])
    if row.status == PackTaskStatus.PACKED:
        raise PackTaskNotReady(f"{row} is packed and takes no more cartons")
    if wanted.weight_grams < 1:
        raise WeightMissing(f"carton {wanted.carton_no} of {row} has no weight")

    _seal(row, wanted)
    row.version += 1
    row.save(update_fields=["version"])
    carton = row.cartons.prefetch_related("lines__task_line").get(carton_no=wanted.carton_no)
    PackingOutbox.publish(facts.sealed(row, carton), sequence=row.version)
    return describe(row, [carton])


def _carton(row: PackTask, carton_no: int) -> Carton | None:
    return row.cartons.prefetch_related("lines__task_line").filter(carton_no=carton_no).first()


def _seal(row: PackTask, wanted: NewCarton) -> None:
    taken = fit(wanted.lines, row.lines.all())
    carton = Carton.objects.create(
        task=row,
        carton_no=wanted.carton_no,
        weight_grams=wanted.weight_grams,
        length_mm=wanted.length_mm,
        width_mm=wanted.width_mm,
        height_mm=wanted.height_mm,
    )
    for line, quantity in taken:
        line.packed += quantity
    PackTaskLine.objects.bulk_update([line for line, _ in taken], ["packed"], batch_size=AT_ONCE)
    CartonLine.objects.bulk_create(
        CartonLine(carton=carton, task_line=line, quantity=quantity) for line, quantity in taken
    )


def _is_same(known: Carton, wanted: NewCarton) -> bool:
    before = describe_carton(known)
    return (before.weight_grams, before.length_mm, before.width_mm, before.height_mm) == (
        wanted.weight_grams,
        wanted.length_mm,
        wanted.width_mm,
        wanted.height_mm,
    ) and before.lines == merged(wanted.lines)
