"""Which projections there are."""

from collections.abc import Iterable

from wms.platform.kafka.groups import subscribers
from wms.reporting.projection.models.projection import Projection, projection_named

__all__ = ["Projection", "projections"]


def projections(names: Iterable[str] = ()) -> tuple[Projection, ...]:
    """Return the projections of these names, by default all.

    Raises:
        UnknownProjection: there is none of one of them.
    """
    subscribers()  # whose modules declare them
    return tuple(projection_named(each) for each in tuple(names) or sorted(Projection.registry))
