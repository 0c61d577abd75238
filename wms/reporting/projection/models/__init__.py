"""The rows of projections, and the generations that they belong to."""

from wms.reporting.projection.models.generation import Generation, live_generation

__all__ = ["Generation", "live_generation"]
