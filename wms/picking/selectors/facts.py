"""What is published about a task, read from its row."""

from wms.picking.events import (
    ItemPickedEvent,
    ItemShortEvent,
    PickTaskAssignedEvent,
    PickTaskCancelledEvent,
    PickTaskCompletedEvent,
    PickTaskCreatedEvent,
    PickTaskReleasedEvent,
    PickTaskStartedEvent,
)
from wms.picking.models import PickTask, PickTaskLine
from wms.picking.selectors.tasks import picked_line, picked_lines


def created(row: PickTask) -> PickTaskCreatedEvent:
    """Say that an order has work for a picker."""
    return PickTaskCreatedEvent.of(row, number=str(row))


def assigned(row: PickTask) -> PickTaskAssignedEvent:
    """Say who took a task."""
    return PickTaskAssignedEvent.of(row)


def released(row: PickTask, *, worker: str) -> PickTaskReleasedEvent:
    """Say who does not have a task any more."""
    return PickTaskReleasedEvent.of(row, worker=worker)


def started(row: PickTask) -> PickTaskStartedEvent:
    """Say that the worker of a task walks."""
    return PickTaskStartedEvent.of(row)


def item_picked(row: PickTask, line: PickTaskLine) -> ItemPickedEvent:
    """Say what was taken at a stop."""
    return ItemPickedEvent.of(row, line=picked_line(line))


def item_short(row: PickTask, line: PickTaskLine) -> ItemShortEvent:
    """Say what was missing at a stop."""
    return ItemShortEvent.of(row, line=picked_line(line))


def completed(row: PickTask) -> PickTaskCompletedEvent:
    """Say what a finished walk brought."""
    return PickTaskCompletedEvent.of(row, lines=picked_lines(row))


def cancelled(row: PickTask) -> PickTaskCancelledEvent:
    """Say that a walk will not be done, and what it had brought until then."""
    return PickTaskCancelledEvent.of(row, reason=row.cancel_reason, lines=picked_lines(row))
