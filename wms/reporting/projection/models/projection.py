"""What a projection is."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from wms.kernel.events import Event
from wms.platform.outbox.replay import has_log_before
from wms.reporting.projection.contracts import Entry, GenerationState, UnknownProjection
from wms.reporting.projection.models.generation import Generation
from wms.reporting.projection.models.rows import ProjectedRow
from wms.reporting.projection.rules.merges import Merge, Values

# Thirty days, less some in which consumers may have been away.
KEPT_BY_KAFKA = timedelta(days=25)

Saying = tuple[type[ProjectedRow], Values]


class Projection(ABC):
    """Rows that follow from the set of events about them, whatever their order.

    ``version`` grows with every change of what events come to: the rows of another version are not
    added to, and ``rebuild_projection`` makes those of this one beside them.
    """

    registry: ClassVar[dict[str, "Projection"]] = {}

    def __init__(
        self,
        name: str,
        *,
        version: int,
        events: Iterable[type[Event]],
        models: Sequence[type[ProjectedRow]],
    ) -> None:
        if name in self.registry:
            raise TypeError(f"two projections are called {name}")
        self.name, self.version = name, version
        self.events, self.models = tuple(events), tuple(models)
        self.registry[name] = self

    @property
    def event_types(self) -> list[str]:
        """Return the types of the events that it is made of."""
        return sorted(each.event_type for each in self.events)

    def is_outdated(self) -> bool:
        """Return whether another release has made what is asked for, or nobody, or not all of it.

        A generation that consumers began has what Kafka still had by then.
        """
        live = Generation.objects.filter(
            projection=self.name, state=GenerationState.LIVE.value, version=self.version
        ).first()
        if live is None:
            return True
        return live.event_count == 0 and has_log_before(
            self.event_types, live.started_at - KEPT_BY_KAFKA
        )

    @abstractmethod
    def write(self, generation: int, entries: Sequence[Entry]) -> None:
        """Add what events say to the rows of a generation; events that are known change nothing."""


class RowProjection(Projection):
    """A projection whose events each say something of some rows by themselves."""

    @abstractmethod
    def sayings(self, entry: Entry) -> Iterable[Saying]:
        """Yield what an event says, with the rows that it says it of."""

    def write(self, generation: int, entries: Sequence[Entry]) -> None:
        """Add what events say, in one statement for each table."""
        said: dict[type[ProjectedRow], list[Values]] = {model: [] for model in self.models}
        for entry in entries:
            for model, values in self.sayings(entry):
                said[model].append(values)
        for model, sayings in said.items():
            model.objects.merge(generation, sayings)


def saying(model: type[ProjectedRow], **values: Any) -> Saying:
    """Return a saying of every column of a row: what is not named, it says nothing of."""
    said: Values = dict.fromkeys(model.merges)
    said |= {name: {} for name, merge in model.merges.items() if merge is Merge.ALL}
    return model, said | values


def projection_named(name: str) -> Projection:
    """Return the projection of a name.

    Raises:
        UnknownProjection: there is none.
    """
    if name not in Projection.registry:
        known = ", ".join(sorted(Projection.registry))
        raise UnknownProjection(f"there is no projection {name}; there are: {known}")
    return Projection.registry[name]
