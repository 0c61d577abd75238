"""Charts of a few rates, each a bar of how much of the whole it is."""

from collections.abc import Mapping

from wms.platform.admin.charts.bars import Bar, Part, horizontal_bars
from wms.reporting.analytics.admin.figure import Chart, Table
from wms.reporting.analytics.admin.words import percent


def rates(title: str, named: Mapping[str, float | None], *rows: tuple[str, str]) -> Chart:
    """Draw rates from 0 to 1 by their names; the table has more rows, as they are given."""
    says = {name: percent(rate) for name, rate in named.items()}
    bars = [
        Bar(name=name, says=says[name], parts=(Part(amount=rate or 0, says=says[name]),))
        for name, rate in named.items()
    ]
    return Chart(
        title=title,
        picture=horizontal_bars(title, bars, most=1),
        tables=(Table(caption=title, heads=("What", "Amount"), rows=(*says.items(), *rows)),),
    )
