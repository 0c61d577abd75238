"""Whether the day went by the script: nothing else happened, and every story ended as it must."""

from collections.abc import Collection, Mapping

from demo.api import Json
from demo.intake import Played
from demo.outcomes import Met, Outcome
from demo.stories import Plot

MAX_SHOWN = 20


def unscripted(views: Mapping[str, Json], played: Played, plot: Plot) -> list[str]:
    """Return which orders were not cancelled by the script, and which were without it."""
    told = {each.ref for each in plot.stories if each.turn.ending is Outcome.CANCELLED}
    by_script = told.union(played.cancelled)
    wrong = [
        f"order {ref} was cancelled, and is {views[ref]['status']}"
        for ref in played.cancelled
        if ref in views and views[ref]["status"] != "cancelled"
    ]
    wrong += [
        f"order {ref} is {view['status']} ({view['reason']}), which nobody asked for"
        for ref, view in sorted(views.items())
        if view["status"] in {"cancelled", "rejected"} and ref not in by_script
    ]
    return some("{}", wrong)


def badly_ended(met: Collection[Met], plot: Plot) -> list[str]:
    """Return the stories that did not end as they must, and what is missing that nobody lost."""
    by_ref = {each.ref: each for each in met}
    told = {story.ref: story for story in plot.stories}
    wrong = [
        f"order {ref} ({story.kind}) has found every unit"
        for ref, story in told.items()
        if ref not in by_ref
    ]
    wrong += [
        f"order {ref} ({told[ref].kind}) is {each.outcome}, not {told[ref].turn.ending}"
        for ref, each in by_ref.items()
        if ref in told and each.outcome is not told[ref].turn.ending
    ]
    wrong += [
        f"order {ref} missed units that are in reserve, and is {each.outcome}"
        for ref, each in by_ref.items()
        if ref not in told and each.outcome is not Outcome.REPLACED
    ]
    wrong += [
        f"order {ref} missed units of {sku}, which nobody has lost"
        for ref, each in by_ref.items()
        for sku in sorted(each.skus - plot.lost_skus)
    ]
    return some("{}", wrong)


def some(text: str, items: list[str]) -> list[str]:
    """Return a line per item, and how many more there are when there are very many."""
    lines = [text.format(item) for item in items[:MAX_SHOWN]]
    more = len(items) - MAX_SHOWN
    return [*lines, f"... and {more} more like it"] if more > 0 else lines
