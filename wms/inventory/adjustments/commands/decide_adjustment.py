"""What the approver says to an adjustment."""

from django.utils import timezone

from wms.inventory.adjustments.commands.approvals import approval_decided
from wms.inventory.adjustments.commands.post_adjustment import adjusted_units, post
from wms.inventory.adjustments.contracts import adjustments as contracts
from wms.inventory.adjustments.contracts.adjustments import ApproveAdjustment, RejectAdjustment
from wms.inventory.adjustments.contracts.refused_changes import (
    AdjustmentDecided,
    AdjustmentNotFound,
    SamePerson,
)
from wms.inventory.adjustments.events import AdjustmentRejectedEvent
from wms.inventory.adjustments.models import Adjustment
from wms.inventory.adjustments.queries.adjustments import describe_adjustment
from wms.inventory.catalogue.contracts.words import AdjustmentStatus
from wms.inventory.outbox import InventoryOutbox
from wms.platform.commands import command
from wms.platform.tenancy import facade as tenancy

DECIDED = ("status", "version", "decided_by", "decided_by_id", "decided_at", "decision")


@command
def approve_adjustment(request: ApproveAdjustment) -> contracts.Adjustment:
    """Book an adjustment that somebody else asked for; who approved it is answered as before.

    Raises:
        AdjustmentNotFound: the client has no such adjustment.
        SamePerson: the caller asked for it.
        AdjustmentDecided: somebody else has decided, or nobody had to.
        LotNotFound: there never were goods of this lot.
        LotExpired: goods are said to be found usable that are too old.
        LotMissing: goods that are kept by lot or serial are found without one.
        SerialNotSingle: several units are found under one serial.
        SerialKnown: a unit with a serial is found that is in stock already.
        GoodsMissing: more is said to be lost than is there now.
        StockClaimed: goods are allocated for orders; with ``force``, picked for orders.
    """
    row = _to_decide(request)
    if row.status == AdjustmentStatus.POSTED and _was_decided_by(row, request):
        return describe_adjustment(row)
    _refuse_decided(row)
    row.decided_by = row.decided_by_id = request.actor
    row.decided_at = timezone.now()
    post(row, adjusted_units(row), force=row.force or request.force)
    approval_decided(row)
    row.save(update_fields=DECIDED)
    return describe_adjustment(row)


@command
def reject_adjustment(request: RejectAdjustment) -> contracts.Adjustment:
    """Refuse an adjustment that somebody else asked for; who did is answered as before.

    Raises:
        AdjustmentNotFound: the client has no such adjustment.
        SamePerson: the caller asked for it.
        AdjustmentDecided: somebody else has decided, or nobody had to.
    """
    row = _to_decide(request)
    if row.status == AdjustmentStatus.REJECTED and _was_decided_by(row, request):
        return describe_adjustment(row)
    _refuse_decided(row)
    row.become(AdjustmentStatus.REJECTED)
    row.decided_by = row.decided_by_id = request.actor
    row.decided_at = timezone.now()
    row.decision = request.reason
    row.version += 1
    InventoryOutbox.publish(
        AdjustmentRejectedEvent.of(
            row, change_id=row.id, reason=row.decision, actor=row.decided_by
        ),
        sequence=row.version,
    )
    approval_decided(row)
    row.save(update_fields=DECIDED)
    return describe_adjustment(row)


def _to_decide(request: ApproveAdjustment | RejectAdjustment) -> Adjustment:
    row = Adjustment.objects.locked_one(
        request.adjustment_id, of=request.client_id, missing=AdjustmentNotFound
    )
    if tenancy.is_actor(row.actor_id or row.actor, request.actor):
        raise SamePerson(
            f"{tenancy.name_of(request.actor)} asked for {row} and cannot decide on it"
        )
    return row


def _was_decided_by(row: Adjustment, request: ApproveAdjustment | RejectAdjustment) -> bool:
    return tenancy.is_actor(row.decided_by_id or row.decided_by, request.actor)


def _refuse_decided(row: Adjustment) -> None:
    if row.status != AdjustmentStatus.PENDING:
        raise AdjustmentDecided(f"{row} is {row.status}")
