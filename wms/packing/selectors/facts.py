"""What is published about a task, read from its row."""

from wms.packing.events import (
    PackageSealedEvent,
    PackTaskAssignedEvent,
    PackTaskCancelledEvent,
    PackTaskCompletedEvent,
    PackTaskCreatedEvent,
    PackTaskReleasedEvent,
    PackTaskStartedEvent,
)
from wms.packing.models import Carton, PackTask
from wms.packing.selectors.tasks import describe, describe_carton


def created(row: PackTask) -> PackTaskCreatedEvent:
    """Say that an order has work for a packer."""
    return PackTaskCreatedEvent.of(row, number=str(row), lines=describe(row).lines)


def assigned(row: PackTask) -> PackTaskAssignedEvent:
    """Say for whom a task is."""
    return PackTaskAssignedEvent.of(row)


def released(row: PackTask, *, worker: str) -> PackTaskReleasedEvent:
    """Say who does not have a task any more."""
    return PackTaskReleasedEvent.of(row, worker=worker)


def started(row: PackTask) -> PackTaskStartedEvent:
    """Say who packs."""
    return PackTaskStartedEvent.of(row)


def sealed(row: PackTask, carton: Carton) -> PackageSealedEvent:
    """Say what is in a closed carton."""
    return PackageSealedEvent.of(row, carton=describe_carton(carton))


def completed(row: PackTask) -> PackTaskCompletedEvent:
    """Say in which cartons the order is."""
    return PackTaskCompletedEvent.of(row, cartons=describe(row).cartons)


def cancelled(row: PackTask) -> PackTaskCancelledEvent:
    """Say that the order will not be packed, or is unpacked."""
    return PackTaskCancelledEvent.of(row, reason=row.cancel_reason)
