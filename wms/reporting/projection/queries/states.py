"""How projections are doing."""

from django.utils import timezone

from wms.platform.consumers.state import group_states
from wms.platform.kafka.groups import group_id
from wms.platform.kafka.subscribers import Subscriber
from wms.reporting.projection.contracts import (
    GenerationState,
    ProjectionState,
    ProjectionStates,
)
from wms.reporting.projection.models.generation import Generation
from wms.reporting.projection.queries.known import projections


def projection_states() -> ProjectionStates:
    """Return how far every projection is behind its events, and which release made it."""
    groups = {each.group: each for each in group_states()}
    rows = Generation.objects.exclude(state=GenerationState.OLD.value)
    by_state = {(each.projection, each.state): each for each in rows}
    now = timezone.now()
    found = []
    for projection in projections():
        name = projection.name
        live = by_state.get((name, GenerationState.LIVE.value))
        building = by_state.get((name, GenerationState.BUILDING.value))
        group = groups[name]
        found.append(
            ProjectionState(
                name=name,
                group=group_id(Subscriber.registry[name]),
                version=None if live is None else live.version,
                is_outdated=live is not None and live.version != projection.version,
                live_since=None if live is None else live.live_at,
                is_at_work=group.is_at_work,
                lag=group.lag,
                lag_seconds=round(group.lag_seconds(now), 1),
                rebuilt=None if building is None else building.event_count,
            )
        )
    return ProjectionStates(results=tuple(found))
