"""Write into the pages what the code says of itself."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.management.base import BaseCommand, CommandError

import wms
from wms.kernel.events import Event
from wms.platform.describe.contexts import (
    commands_of,
    events_of,
    handled_by,
    import_all,
    routes_of,
    summary_of,
    tables_of,
)
from wms.platform.describe.pages import EXTRA, table, write

EXAMPLES = """examples:
  manage.py describe_contexts          write READMEs and docs/events.md anew
  manage.py describe_contexts --check  say which of them are not what the code says"""
ROOT = Path(wms.__path__[0])
DOCS = ROOT.parent / "docs"
EVENTS = DOCS / "events.md"


class Command(BaseCommand):
    """Keeps the tables of READMEs, and the page of events, what the code has."""

    help = "Write commands, routes, events and tables of each context into its pages."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the arguments."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("--check", action="store_true", help="write nothing; fail if needed")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the pages, or compare them.

        Raises:
            CommandError: with ``--check``, some pages are not what the code says.
        """
        import_all(wms)
        changed = [
            str(page.relative_to(ROOT.parent))
            for page, blocks in pages()
            if write(page, blocks, check=options["check"])
        ]
        if changed and options["check"]:
            raise CommandError(f"run manage.py describe_contexts; it changes {', '.join(changed)}")
        self.stdout.write("\n".join(f"wrote {page}" for page in changed) or "nothing to change")


def pages() -> Iterator[tuple[Path, Mapping[str, Callable[[], str]]]]:
    """Yield the pages and what writes their parts."""
    for app in contexts():
        yield Path(app.path) / "README.md", blocks_of(app)
        yield DOCS / f"{app.label}.md", blocks_of(app)
    yield EVENTS, {"events": all_events}


def contexts() -> list[AppConfig]:
    """Return the apps that have a page of their own."""
    ours = [app for app in apps.get_app_configs() if Path(app.path).parent == ROOT]
    return [app for app in ours if (Path(app.path) / "README.md").exists()]


def blocks_of(app: AppConfig) -> Mapping[str, Callable[[], str]]:
    """Return what writes the parts of the page of a context."""
    return {
        "commands": lambda: table(("Command", "Takes", "Does", "Refuses with"), commands_of(app)),
        "routes": lambda: table(("Route", "Scope", "Does"), routes_of(app)),
        "events": lambda: table(
            ("Event", "Says"),
            ((f"`{each.event_type}`", summary_of(each)) for each in events_of(app)),
        ),
        "handled": lambda: table(("Group", "Event", "Does"), handled_by(app)),
        "tables": lambda: table(("Table", "Holds"), tables_of(app)),
        **EXTRA.get(app.label, {}),
    }


def all_events() -> str:
    """Return every event with its fields, by context."""
    return "\n".join(
        f"## {app.label}\n\n{''.join(map(event_in_words, listed))}"
        for app in contexts()
        if (listed := list(events_of(app)))
    )


def event_in_words(event: type[Event]) -> str:
    """Return an event: what it says, about what, and its fields."""
    names = ", ".join(f"`{field.name}`" for field in fields(event))
    return (
        f"### `{event.event_type}`\n\n{summary_of(event)}."
        f" About `{event.subject_field}`; fields: {names}.\n\n"
    )
