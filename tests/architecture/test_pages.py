"""READMEs and guides name files that exist."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|toml|md|txt|yml))`")

LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def pages():
    return [
        *PROJECT.glob("*.md"),
        *(PROJECT / "docs").glob("*.md"),
        *(PROJECT / "wms").rglob("README.md"),
    ]


def exists(page, named):
    """Return whether a file is there: from the root, beside the page, in its context, or below."""
    near = [PROJECT / named, page.parent / named, PROJECT / "wms" / page.stem / named]
    return any(path.exists() for path in near) or any(
        str(path).endswith(f"/{named}") for path in page.parent.rglob(Path(named).name)
    )


def test_every_file_that_a_page_names_is_there():
    missing = [
        f"{page.relative_to(PROJECT)}: {named}"
        for page in pages()
        for named in NAMED.findall(page.read_text())
        if not exists(page, named)
    ]

    assert len(pages()) > 20
    assert missing == []


def test_every_link_of_a_page_leads_somewhere():
    broken = [
        f"{page.relative_to(PROJECT)}: {link}"
        for page in [*pages(), *(PROJECT / "docs" / "adr").glob("*.md")]
        for link in LINK.findall(page.read_text())
        if not (page.parent / link).exists()
    ]

    assert broken == []


def test_every_room_has_a_page():
    rooms = [
        path
        for context in ("inventory", "fulfillment", "reporting")
        for path in (PROJECT / "wms" / context).iterdir()
        if (path / "commands").is_dir() and path.name != "management"
    ]

    assert [room.name for room in rooms if not (room / "README.md").exists()] == []
