"""What the rows of reports have in common."""

from wms.reporting.projection.models.rows import ProjectedRow

NAME = "reports"


class ReportRow(ProjectedRow):
    """A row of reports; its columns are empty until an event says them."""

    projection = NAME

    class Meta(ProjectedRow.Meta):
        abstract = True
