"""What the rows of analytics have in common."""

from wms.reporting.projection.models.rows import ProjectedRow

NAME = "analytics"


class AnalyticsRow(ProjectedRow):
    """A row of analytics; its columns are empty until an event says them."""

    projection = NAME

    class Meta(ProjectedRow.Meta):
        abstract = True
