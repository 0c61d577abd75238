"""Let a projection know of events."""

from django.utils import timezone

from wms.platform.commands import command
from wms.reporting.projection.contracts import ApplyEvents, GenerationState, ProjectionOutdated
from wms.reporting.projection.models.generation import Generation
from wms.reporting.projection.models.locks import lock_to_write
from wms.reporting.projection.models.projection import Projection, projection_named


@command
def apply_events(request: ApplyEvents) -> None:
    """Add what events say to the rows of a projection that are asked for.

    In whatever order the events come, and however often, these are the same.

    Raises:
        UnknownProjection: there is none of this name.
        ProjectionOutdated: the rows are those of another release; nothing is added to them.
    """
    projection = projection_named(request.projection)
    lock_to_write(projection.name)
    projection.write(_live(projection).id, request.entries)


def _live(projection: Projection) -> Generation:
    """Return the generation that is asked for; with the first event it begins."""
    live = Generation.objects.filter(projection=projection.name, state=GenerationState.LIVE.value)
    generation = live.first()
    if generation is None:
        begun = Generation(
            projection=projection.name,
            version=projection.version,
            state=GenerationState.LIVE.value,
            live_at=timezone.now(),
        )
        Generation.objects.bulk_create([begun], ignore_conflicts=True)
        generation = live.get()
    if generation.version != projection.version:
        raise ProjectionOutdated(
            f"{projection.name} is there in version {generation.version}, and this release writes"
            f" version {projection.version}: rebuild_projection {projection.name}"
        )
    return generation
