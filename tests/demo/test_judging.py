"""What the demo finds wrong with the script, and with the ends of its stories."""

from demo.intake import Played
from demo.judging import badly_ended, unscripted
from demo.outcomes import Met, Outcome
from demo.stories import Kind, Loss, Plot, Story
from demo.world import Shelf

PLOT = Plot(
    stories=[
        Story("a", Kind.MISLAID, "LAST-01", "01-01-1"),
        Story("b", Kind.PARTIAL, "LAST-02", "01-01-2"),
    ],
    losses=[
        Loss(Shelf("01-01-1", "LAST-01"), 1, is_mislaid=True),
        Loss(Shelf("01-01-2", "LAST-02"), 1),
        Loss(Shelf("01-01-3", "MUG"), 40),
    ],
)


def met(ref, outcome, sku):
    return Met(ref=ref, number="O-1", skus=frozenset({sku}), units=1, outcome=outcome)


def view(status="completed", reason=""):
    return {"status": status, "reason": reason}


def test_what_was_not_asked_for_is_a_fault():
    views = {"a": view(), "c": view("cancelled", "stock_short")}

    assert unscripted(views, Played(cancelled=["a"]), PLOT) == [
        "order a was cancelled, and is completed",
        "order c is cancelled (stock_short), which nobody asked for",
    ]


def test_what_was_cancelled_by_the_script_or_in_its_story_is_no_fault():
    plot = Plot(stories=[Story("b", Kind.CANCELLED, "LAST-01", "01-01-1")])
    views = {"a": view("cancelled", "demo"), "b": view("cancelled", "demo")}

    assert unscripted(views, Played(cancelled=["a"]), plot) == []


def test_stories_that_end_as_they_must_are_no_fault():
    ends = [
        met("a", Outcome.HEALED, "LAST-01"),
        met("b", Outcome.SHORT, "LAST-02"),
        met("c", Outcome.REPLACED, "MUG"),
    ]

    assert badly_ended(ends, PLOT) == []


def test_a_story_that_ends_otherwise_or_did_not_happen_is_a_fault():
    assert badly_ended([met("a", Outcome.SHORT, "LAST-01")], PLOT) == [
        "order b (lost, a part will do) has found every unit",
        "order a (mislaid, all or nothing) is shipped short, not held, then a second walk",
    ]


def test_what_is_in_reserve_is_not_shipped_short():
    stories = [met("a", Outcome.HEALED, "LAST-01"), met("b", Outcome.SHORT, "LAST-02")]

    assert badly_ended([*stories, met("c", Outcome.SHORT, "MUG")], PLOT) == [
        "order c missed units that are in reserve, and is shipped short"
    ]


def test_goods_that_nobody_lost_may_not_be_missing():
    stories = [met("a", Outcome.HEALED, "LAST-01"), met("b", Outcome.SHORT, "LAST-02")]

    assert badly_ended([*stories, met("c", Outcome.REPLACED, "JAR")], PLOT) == [
        "order c missed units of JAR, which nobody has lost"
    ]
