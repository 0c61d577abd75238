"""The keepers of the stock: what is to be counted, carried and decided is, promptly."""

from collections.abc import Iterator
from functools import partial

from demo import keepers
from demo.api import Json
from demo.foremen import Foremen, Job
from demo.shift import Shift, Tools
from demo.stories import DELIVERED, Kind, Story
from demo.world import World

KEEPERS = 2
COUNT_SECONDS = 0.8
CARRY_SECONDS = DECIDE_SECONDS = 1.5


class Stockroom:
    """Robots with the role of a picker who count and carry, and a supervisor who decides."""

    def __init__(self, tools: Tools, shift: Shift, foremen: Foremen, world: World) -> None:
        """Be employed by the foremen of the crew."""
        self._tools = tools
        self._shift = shift
        self._world = world
        self._foremen = foremen
        self._delivered: set[str] = set()
        self._pool = foremen.pool("keeper", KEEPERS)
        foremen.every(COUNT_SECONDS, self._hand_out_counts, "counts")
        foremen.every(CARRY_SECONDS, self._hand_out_carrying, "carrying")
        foremen.every(DECIDE_SECONDS, self._hand_out_decisions, "holds")

    def chores(self) -> list[str]:
        """Return what is still to be counted and carried, each in a few words."""
        counts = keepers.to_count(self._tools.supervisor)
        tasks = keepers.to_carry(self._tools.supervisor)
        return [
            *(
                f"count {each['number']} of {each['location']} is {each['status']}"
                for each in counts
            ),
            *(f"move task {each['number']} is {each['status']}" for each in tasks),
        ]

    def _hand_out_counts(self) -> None:
        self._foremen.hand_out(self._pool, self._counts())

    def _counts(self) -> Iterator[tuple[str, Job]]:
        for task in keepers.to_count(self._tools.supervisor):
            yield task["count_id"], partial(self._count, task)

    def _count(self, task: Json) -> None:
        if task["status"] == "counted":
            done = keepers.agree(self._tools.supervisor, task)
            self._shift.add("counts agreed to" if done["status"] == "posted" else "sent back")
        elif keepers.count(self._tools.counters, task, self._world) is not None:
            self._shift.add("times counted")

    def _hand_out_carrying(self) -> None:
        self._foremen.hand_out(self._pool, self._carrying())

    def _carrying(self) -> Iterator[tuple[str, Job]]:
        for task in keepers.to_carry(self._tools.supervisor):
            yield task["task_id"], partial(self._carry, task)

    def _carry(self, task: Json) -> None:
        if keepers.carry(self._tools.counters[0], task, self._world) is not None:
            self._shift.add(task["kind"])

    def _hand_out_decisions(self) -> None:
        self._foremen.hand_out(self._pool, self._decisions())

    def _decisions(self) -> Iterator[tuple[str, Job]]:
        held = self._tools.supervisor.every("exceptions", kind="short_hold", status="open")
        for order_id in [each["order_id"] for each in held]:
            story = self._shift.stories.get(order_id)
            if story is not None:
                yield order_id, partial(self._decide, order_id, story)

    def _decide(self, order_id: str, story: Story) -> None:
        """Decide about a held order once its shelf was counted, as its story has it."""
        supervisor = self._tools.supervisor
        if not keepers.was_counted(supervisor, story.place):
            return
        if story.kind is Kind.DELIVERED and story.sku not in self._delivered:
            self._deliver(story)
        elif story.kind is Kind.GIVEN_UP:
            keepers.ship_short(supervisor, order_id)
        elif story.kind is Kind.CANCELLED:
            keepers.cancel(supervisor, order_id)

    def _deliver(self, story: Story) -> None:
        keepers.deliver(
            self._tools.supervisor, f"DEMO-DELIVERY-{story.sku}", story.sku, DELIVERED, self._world
        )
        self._delivered.add(story.sku)
        self._shift.add("deliveries")
