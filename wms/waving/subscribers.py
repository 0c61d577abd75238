"""What waving does about the facts of its siblings. Each may arrive twice, late, or early."""

from dataclasses import asdict

from wms.orders.events import (
    OrderCancelledEvent,
    OrderReceivedEvent,
    OrderRejectedEvent,
    OrderReservedEvent,
    OrderSplitEvent,
)
from wms.picking.events import (
    PickTaskCancelledEvent,
    PickTaskCompletedEvent,
    PickTaskStartedEvent,
)
from wms.platform.kafka.subscribers import Delivery, Subscriber
from wms.waving.contracts import (
    EVERY_ROUND,
    KeptLine,
    NoteCandidate,
    NoteSplit,
    NoteTaskEnded,
    NoteTaskStarted,
    QueueOrder,
    RoundClosed,
    WaveId,
    WaveLine,
    WithdrawOrder,
)
from wms.waving.inbox import WavingInbox
from wms.waving.services.note_candidate import note_candidate
from wms.waving.services.note_split import note_split
from wms.waving.services.note_task_ended import note_task_ended
from wms.waving.services.note_task_started import note_task_started
from wms.waving.services.queue_order import queue_order
from wms.waving.services.withdraw_order import withdraw_order

subscriber = Subscriber("waving", WavingInbox)
FIRST_ROUND = 1


@subscriber.on(OrderReceivedEvent)
def note_on_received(event: OrderReceivedEvent, delivery: Delivery) -> None:
    """Remember what the order holds."""
    note_candidate(
        NoteCandidate(
            order_id=event.order_id,
            client_id=event.client_id,
            warehouse_id=event.warehouse_id,
            number=event.number,
            priority_rank=event.priority.rank,
            ship_by=event.ship_by,
            lines=tuple(WaveLine(**asdict(line)) for line in event.lines),
        ),
        receipt=delivery.receipt,
    )


@subscriber.on(OrderSplitEvent)
def note_on_split(event: OrderSplitEvent, delivery: Delivery) -> None:
    """Count the order with what it keeps; the rest is cancelled, or an order of its own."""
    kept = tuple(KeptLine(line_no=line.line_no, quantity=line.kept) for line in event.lines)
    note_split(NoteSplit(order_id=event.order_id, lines=kept), receipt=delivery.receipt)


@subscriber.on(OrderReservedEvent)
def queue_on_reserved(event: OrderReservedEvent, delivery: Delivery) -> None:
    """Let a wave take the order, perhaps before its saga says so."""
    try:
        queue_order(
            QueueOrder(order_id=event.order_id, round_no=FIRST_ROUND), receipt=delivery.receipt
        )
    except RoundClosed:
        # The order was withdrawn meanwhile; a later round is the saga's to begin.
        return


@subscriber.on(OrderRejectedEvent)
def withdraw_on_rejected(event: OrderRejectedEvent, delivery: Delivery) -> None:
    """Forget the order: it will not be shipped."""
    reason = "; ".join(event.reasons)
    withdraw_order(
        WithdrawOrder(order_id=event.order_id, reason=reason, round_no=EVERY_ROUND),
        receipt=delivery.receipt,
    )


@subscriber.on(OrderCancelledEvent)
def withdraw_on_cancelled(event: OrderCancelledEvent, delivery: Delivery) -> None:
    """Forget the order: it will not be shipped."""
    withdraw_order(
        WithdrawOrder(order_id=event.order_id, reason=event.reason, round_no=EVERY_ROUND),
        receipt=delivery.receipt,
    )


@subscriber.on(PickTaskStartedEvent)
def start_wave_with_task(event: PickTaskStartedEvent, delivery: Delivery) -> None:
    """Start the wave with its first task."""
    if event.wave_id is not None:
        note_task_started(
            NoteTaskStarted(wave_id=WaveId(event.wave_id), order_id=event.order_id),
            receipt=delivery.receipt,
        )


@subscriber.on(PickTaskCompletedEvent)
def end_order_with_completed_task(event: PickTaskCompletedEvent, delivery: Delivery) -> None:
    """Count the order as done."""
    if event.wave_id is not None:
        note_task_ended(
            NoteTaskEnded(wave_id=WaveId(event.wave_id), order_id=event.order_id),
            receipt=delivery.receipt,
        )


@subscriber.on(PickTaskCancelledEvent)
def end_order_with_cancelled_task(event: PickTaskCancelledEvent, delivery: Delivery) -> None:
    """Count the order as done: nobody walks for it any more."""
    if event.wave_id is not None:
        note_task_ended(
            NoteTaskEnded(wave_id=WaveId(event.wave_id), order_id=event.order_id),
            receipt=delivery.receipt,
        )
