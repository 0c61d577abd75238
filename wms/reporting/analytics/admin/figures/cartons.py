"""Carton fill: how much of their volume was filled."""

from wms.reporting.analytics.admin.figure import Figure
from wms.reporting.analytics.admin.figures.rates import rates
from wms.reporting.analytics.admin.question import Question
from wms.reporting.analytics.admin.words import counted, number
from wms.reporting.analytics.queries import floor

TITLE = "Carton fill"
GRAMS = 1_000


def cartons(question: Question) -> Figure:
    """Show how full half of the cartons were, and nine of ten."""
    found = floor.cartons(question.scope)
    if not found.cartons:
        return Figure(
            title=TITLE,
            sentence="No carton was packed in this period. Cartons are shown here once their pack"
            " task is completed.",
        )
    packed = f"{counted(found.cartons, 'carton')} packed with {counted(found.units, 'unit')}"
    kilograms = f"{number(found.weight_grams / GRAMS)} kg"
    if not found.measured:
        return Figure(
            title=TITLE,
            sentence=f"{packed}, {kilograms}. How full they were is not known: that takes the sizes"
            " of their SKUs and of the cartons.",
        )
    return Figure(
        title=TITLE,
        sentence=f"{packed}, {kilograms}; how full they were is known of {number(found.measured)}.",
        charts=(
            rates(
                "Filled volume of a carton, at most",
                {"half of them (p50)": found.fill_p50, "nine of ten (p90)": found.fill_p90},
                ("cartons", number(found.cartons)),
                ("cartons measured", number(found.measured)),
                ("units", number(found.units)),
                ("weight", kilograms),
            ),
        ),
    )
