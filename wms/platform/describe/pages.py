"""Pages with parts that are written by the code, between two marks."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

EXTRA: dict[str, Mapping[str, Callable[[], str]]] = {}
"""What writes parts of a page that only one context has, by its label."""

BLOCK = re.compile(r"<!-- generated: (?P<name>[\w-]+) -->\n.*?<!-- end -->", re.DOTALL)


def table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return rows as a Markdown table; nothing if there are none."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return "None.\n"
    head = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    return "\n".join([*head, *lines, ""])


def rewritten(text: str, blocks: Mapping[str, Callable[[], str]]) -> str:
    """Return a page with every part between marks written anew.

    Raises:
        KeyError: nobody writes a part of this name.
    """

    def write(found: re.Match[str]) -> str:
        name = found["name"]
        return f"<!-- generated: {name} -->\n{blocks[name]()}<!-- end -->"

    return BLOCK.sub(write, text)


def write(page: Path, blocks: Mapping[str, Callable[[], str]], *, check: bool) -> bool:
    """Write a page anew, or only look; return whether it differs from what it should be."""
    before = page.read_text()
    after = rewritten(before, blocks)
    if before != after and not check:
        page.write_text(after)
    return before != after
