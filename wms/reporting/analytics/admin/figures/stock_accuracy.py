"""Stock accuracy: whether stock is where it is booked."""

from wms.reporting.analytics.admin.figure import Figure
from wms.reporting.analytics.admin.figures.rates import rates
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, number
from wms.reporting.analytics.queries import stock

TITLE = "Stock accuracy"


def stock_accuracy(question: Question) -> Figure:
    """Show how far what was booked agreed with what was counted."""
    found = stock.accuracy(question.scope)
    if not found.lines:
        return Figure(
            title=TITLE,
            sentence="No cycle count was posted in this period. Its lines are compared with the"
            " books once it is posted.",
        )
    return Figure(
        title=TITLE,
        sentence=f"{counted(found.counts, 'cycle count')} posted: {number(found.right_lines)} of"
        f" {counted(found.lines, 'line')} as booked, and {counted(found.units_different, 'unit')}"
        f" more or less than {counted(found.units_booked, 'unit')} booked.",
        charts=(
            rates(
                "As booked",
                {"lines": found.line_accuracy, "units": found.unit_accuracy},
                ("lines counted", number(found.lines)),
                ("lines as booked", number(found.right_lines)),
                ("units booked", number(found.units_booked)),
                ("units more or less", number(found.units_different)),
            ),
        ),
    )
