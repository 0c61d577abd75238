"""A step of the saga and what takes it back, side by side."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeVar

from wms.fulfillment.saga.workflow.run import OrderRun
from wms.kernel.text import Code

GivenP = ParamSpec("GivenP")
AnswerT = TypeVar("AnswerT")
Undoing = Callable[[OrderRun, int, str], Awaitable[None]]


@dataclass(frozen=True, kw_only=True)
class Reversible(Generic[GivenP, AnswerT]):
    """A step that can be taken back; whoever takes it has registered its undo before.

    A step that timed out may have happened all the same, so an undo accepts that there is nothing
    to undo. It gets the round and why. Runs that go on know it by its ``name`` alone.
    """

    name: Code
    do: Callable[Concatenate[OrderRun, GivenP], Awaitable[AnswerT]]
    undo: Undoing

    def register(self, run: OrderRun) -> None:
        """Remember the undo for this round, since somebody else may take the step before us."""
        run.before_step(self.name)

    async def take(self, run: OrderRun, *given: GivenP.args, **named: GivenP.kwargs) -> AnswerT:
        """Register the undo, then take the step."""
        self.register(run)
        return await self.do(run, *given, **named)
