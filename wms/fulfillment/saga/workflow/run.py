"""The run of one order: what its saga knows, and the ways in which it acts."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextvars import Context, copy_context
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError, is_cancelled_exception

from wms.fulfillment.saga.contracts.orders import FulfillOrder, OrderRound, Outcome
from wms.fulfillment.saga.contracts.states import PickedUnits, Stage, Undo, WaitState
from wms.fulfillment.saga.steps import Steps
from wms.fulfillment.saga.workflow.attempts import Trying
from wms.fulfillment.saga.workflow.calls import AnswerT, QuestionT, Step, refusal_of
from wms.fulfillment.saga.workflow.endings import GoOnAnew, OrderCompleted
from wms.fulfillment.saga.workflow.notices import Notices
from wms.fulfillment.saga.workflow.phases import Phase, Walk
from wms.fulfillment.saga.workflow.search import Shown
from wms.kernel.actors import in_the_name_of
from wms.orders.contracts import (
    LineProgress,
    Milestone,
    OrderStatus,
    RecordProgress,
)

ENDS_WITH_ITS_ORDER = "ends-with-its-order"


def refusal(code: str, message: str) -> ApplicationError:
    """Return the refusal of a step by the saga itself."""
    return ApplicationError(message, type=code, non_retryable=True)


class OrderRun:
    """One order on its way; the stages move it, signals and updates speak to it.

    ``lines`` are what it goes on with: what was ordered, less what it left behind. ``round`` is
    the one that is worked on, and ``walk`` how far it is; ``staged`` is what earlier ones and this
    one put in staging.
    """

    def __init__(self, order: FulfillOrder) -> None:
        self.order = order
        self.round = OrderRound(
            order_id=order.order_id,
            client_id=order.client_id,
            warehouse_id=order.warehouse_id,
            number=order.number,
        )
        self.stage = Stage.VALIDATE
        self.lines = order.lines
        self.status = OrderStatus.RECEIVED
        self.undos: list[Undo] = []
        self.wave_id: UUID | None = None
        self.is_wave_known = True
        self.assignment_no = 0
        self.cutoff_at: datetime | None = None
        self.waits_for = ""
        self.reason = ""
        self.phase = Phase.FORWARD
        self.walk = Walk.ASKED
        self.decider: Context | None = None
        self.staged: dict[OrderRound, tuple[PickedUnits, ...]] = {}
        self.recorded: set[Milestone] = set()
        self.tracking_numbers: tuple[str, ...] = ()
        self.outcome: Outcome | None = None
        self.goes_on_anew = False
        self.taken: list[str] = []
        self.news: Counter[str] = Counter()
        self.wait: WaitState | None = None
        self.notices = Notices(order, lambda: self.phase is Phase.CANCELLING)
        self.shown = Shown(self.status)
        self._trying = Trying(self.notices, order.limits, self.breathe)

    @property
    def picked(self) -> tuple[PickedUnits, ...]:
        """Return what was found of each line in all rounds; one without any is left out."""
        units: Counter[int] = Counter()
        for found in self.staged.values():
            for line in found:
                units[line.line_no] += line.quantity
        return tuple(PickedUnits(line_no=no, quantity=units[no]) for no in sorted(units))

    @property
    def ships_short(self) -> bool:
        """Return whether somebody let the order go without what was not found of it."""
        return self.phase is Phase.SHORT

    @property
    def canceller(self) -> Context | None:
        """Return the context of whoever had the order cancelled, if somebody did."""
        return self.decider if self.phase is Phase.CANCELLING else None

    @property
    def decided_by(self) -> str:
        """Return who had the order cancelled or shipped short; empty if nobody did, yet."""
        return "" if self.decider is None else self.decider.get(in_the_name_of, "")

    def units_before(self, this: OrderRound) -> int:
        """Return how many units earlier rounds put in staging."""
        earlier = (found for each, found in self.staged.items() if each.round_no < this.round_no)
        return sum(line.quantity for found in earlier for line in found)

    def enter(self, stage: Stage) -> None:
        """Note that the order has come to a stage."""
        self.stage = stage
        self.notices.drop_what_is_over()

    def pass_point_of_no_return(self) -> None:
        """Forget the undos: the goods have left."""
        self.enter(Stage.CLOSE)
        self.undos.clear()

    def before_step(self, undo: str) -> None:
        """Remember how to undo the step about to be taken in this round, once."""
        this = Undo(name=undo, round_no=self.round.round_no)
        if this not in self.undos:
            self.undos.append(this)

    def breathe(self) -> None:
        """Let another run go on, if the history of this one is long.

        Raises:
            GoOnAnew: it is.
        """
        about = workflow.info()
        events = about.get_current_history_length()
        if events < self.order.limits.events and not about.is_continue_as_new_suggested():
            return
        # A run of older code came by here and went on; it may go on anew from here on.
        if workflow.patched(f"goes-on-anew-{events}"):
            raise GoOnAnew

    async def step(self, step: Step[QuestionT, AnswerT], question: QuestionT) -> AnswerT:
        """Take a step forward, unless the order is being cancelled.

        Raises:
            FailureError: the step was refused, or the order is being cancelled.
        """
        self.stop_if_over()
        self.taken.append(step.__name__)
        return await self._trying.until_answered(step, question)

    async def ask(self, step: Step[QuestionT, AnswerT], question: QuestionT) -> AnswerT:
        """Take a step beside those that bring the order on.

        Raises:
            FailureError: the step was refused, or cancelled.
        """
        return await self._trying.until_answered(step, question)

    async def read(self, step: Step[OrderRound, AnswerT]) -> AnswerT:
        """Read the state of the order's work in this round."""
        return await self._trying.until_answered(step, self.round)

    async def record(self, milestone: Milestone, *, lines: tuple[LineProgress, ...] = ()) -> None:
        """Record in orders that the order reached a milestone."""
        progress = RecordProgress(order_id=self.order.order_id, milestone=milestone, lines=lines)
        if milestone is Milestone.WAVE_ASSIGNED:
            progress = replace(progress, wave_id=self.wave_id, assignment_no=self.assignment_no)
        self.stop_if_over()
        self.taken.append(f"record_{milestone}")
        self.note(await self._trying.until_answered(Steps.record_progress, progress))
        self.recorded.add(milestone)

    def note(self, status: OrderStatus) -> None:
        """Note how the order stands by the answer of a step; one that has ended ends the run.

        Raises:
            ApplicationError: the order was cancelled or rejected by somebody else.
            OrderCompleted: the order has left.
        """
        self.status = status
        if status.is_finished and workflow.patched(ENDS_WITH_ITS_ORDER):
            self.end()
            self.stop_if_over()

    def note_beside(self, status: OrderStatus) -> None:
        """Note how the order stands beside the run, which stops at its next step or wait."""
        self.status = status
        if status.is_finished and self.outcome is None and workflow.patched(ENDS_WITH_ITS_ORDER):
            self.end()

    def end(self) -> None:
        """Note that somebody else ended the order; one that is being cancelled is undone."""
        if self.phase.goes_on:
            self.phase = Phase.ENDED

    async def undo(self, step: Step[QuestionT, AnswerT], question: QuestionT) -> AnswerT:
        """Undo a step, however long it takes; past some attempts an exception is raised."""
        self.taken.append(step.__name__)
        return await self._trying.until_done(step, question, kind="undo_blocked")

    async def surely(
        self, step: Step[QuestionT, AnswerT], question: QuestionT, *, kind: str
    ) -> AnswerT:
        """Take a step forward that has to happen: the goods have left, nothing can be undone."""
        self.taken.append(step.__name__)
        try:
            return await self._trying.until_answered(step, question, kind=kind)
        except FailureError as error:
            if refusal_of(error) is None:
                raise
        self.taken.append(step.__name__)
        return await self._trying.until_done(step, question, kind=kind)

    async def call(
        self, step: Step[QuestionT, AnswerT], question: QuestionT, *, kind: str
    ) -> AnswerT:
        """Take a step that mostly takes its time; past some attempts an exception is raised.

        Raises:
            FailureError: the step was refused, or cancelled.
        """
        self.taken.append(step.__name__)
        return await self._trying.until_answered(step, question, kind=kind, at_once=False)

    def show(self) -> None:
        """Let the lists of workflows show where the order is."""
        self.shown.update(self.status, self.wave_id)

    def accept_cancellation(self, reason: str) -> None:
        """Let the order be cancelled; what is undone then is done in the name of the caller."""
        self.reason, self.phase = reason, Phase.CANCELLING
        self.decider = copy_context()

    def accept_short_shipment(self) -> None:
        """Let the order go without the rest; that is settled in the name of the caller."""
        self.phase = Phase.SHORT
        self.decider = copy_context()

    async def settle_short(self, work: Coroutine[Any, Any, None]) -> None:
        """Do work in the name of who let the order go without the rest, if somebody did."""
        if self.ships_short and self.decider is not None:
            await asyncio.create_task(work, context=self.decider)
        else:
            await work

    def stop_if_over(self) -> None:
        """Refuse to go on once a cancellation was accepted, or the order has ended.

        Raises:
            ApplicationError: what was done for the order is undone.
            OrderCompleted: the order has left; there is nothing to undo.
        """
        if self.phase is Phase.CANCELLING:
            raise refusal("cancelled", "the order is being cancelled")
        if self.phase is Phase.ENDED and self.status is OrderStatus.COMPLETED:
            raise OrderCompleted
        if self.phase is Phase.ENDED:
            raise refusal("order_finished", f"the order is {self.status}")

    def reason_of(self, error: BaseException) -> str:
        """Return why the order cannot be fulfilled, and remember it."""
        if self.phase is not Phase.CANCELLING:
            code = refusal_of(error)
            self.reason = code or ("cancelled" if is_cancelled_exception(error) else "unknown")
        self.phase = Phase.CANCELLING
        self.waits_for = "undo"
        return self.reason
