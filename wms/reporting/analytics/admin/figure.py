"""What the page shows of a figure: charts, and the same as tables for who reads."""

from dataclasses import dataclass

from wms.platform.admin.charts.picture import Picture, Tone

Legend = tuple[tuple[Tone, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of texts; the first text of each is what the row is about."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture, what its colours mean, and its numbers."""

    title: str
    picture: Picture
    tables: tuple[Table, ...]
    legend: Legend = ()


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure in a sentence and in charts; without charts the sentence says what is missing."""

    title: str
    sentence: str
    charts: tuple[Chart, ...] = ()
