"""What happened to an order, one thing after the other, and how long each stage took."""

from dataclasses import fields

from wms.reporting.order_view.contracts import StageTime, StageTimes, TimelineEntry
from wms.reporting.order_view.rules.facts import Entries, moment_of

# The words of people, where those of the event are not.
_TITLES = {
    "order.wave-assigned": "put into a wave",
    "order.wave-unassigned": "taken out of its wave",
    "order.short-closed": "shipped short",
    "order.split": "split",
    "wave.order-added": "planned in a wave",
    "wave.order-removed": "removed from a wave",
    "picking.item-picked": "picked at a location",
    "picking.item-short": "short at a location",
    "inventory.stock-reserved": "stock reserved",
}


def timeline(entries: Entries) -> tuple[TimelineEntry, ...]:
    """Return every event of an order, the oldest first; of one time, as their source counts."""
    listed = [(moment_of(entry), *_source(key), entry) for key, entry in entries.items()]
    listed.sort(key=lambda each: each[:4])
    return tuple(
        TimelineEntry(
            at=at,
            event_type=str(entry["type"]),
            what=_title(str(entry["type"])),
            detail=str(entry["detail"]),
            actor=str(entry["by"]),
        )
        for at, _noun, _subject, _version, entry in listed
    )


def stage_times(stages: StageTimes) -> tuple[StageTime, ...]:
    """Return the stages that were reached in the order of time, each with the seconds before it."""
    reached = [
        (at, field.name.removesuffix("_at").replace("_", " "))
        for field in fields(stages)
        if (at := getattr(stages, field.name)) is not None
    ]
    reached.sort()
    befores = [at for at, _stage in reached[:1]] + [at for at, _stage in reached]
    return tuple(
        StageTime(stage=stage, reached_at=at, seconds=(at - before).total_seconds())
        for (at, stage), before in zip(reached, befores, strict=False)
    )


def _title(event_type: str) -> str:
    name = event_type.removeprefix("wms.")
    return _TITLES.get(name) or name.replace(".", " ").replace("-", " ")


def _source(key: str) -> tuple[str, str, int]:
    noun, subject, version = key.split("/")
    return noun, subject, int(version)
