"""Pages say what the code says, and are compared with it."""

import pytest
from django.core.management import CommandError, call_command

from wms.platform.describe.pages import rewritten, table
from wms.platform.management.commands import describe_contexts


def test_every_page_is_what_the_code_says(capsys):
    call_command("describe_contexts", "--check")

    assert capsys.readouterr().out == "nothing to change\n"


def test_a_page_that_says_otherwise_is_named_and_left_alone(tmp_path, monkeypatch):
    page = tmp_path / "events.md"
    page.write_text("# Events\n\n<!-- generated: events -->\nnone\n<!-- end -->\n")
    monkeypatch.setattr(describe_contexts, "ROOT", tmp_path / "wms")
    monkeypatch.setattr(describe_contexts, "EVENTS", page)
    monkeypatch.setattr(describe_contexts, "contexts", list)

    with pytest.raises(CommandError, match=r"it changes events\.md"):
        call_command("describe_contexts", "--check")
    assert "none" in page.read_text()

    call_command("describe_contexts")
    assert "none" not in page.read_text()


def test_only_what_is_between_marks_is_written():
    page = "before\n<!-- generated: rows -->\nold\n<!-- end -->\nafter\n"

    after = rewritten(page, {"rows": lambda: table(("A", "B"), [("1", "2")])})

    assert after == (
        "before\n<!-- generated: rows -->\n| A | B |\n|---|---|\n| 1 | 2 |\n<!-- end -->\nafter\n"
    )


def test_a_part_that_nobody_writes_is_a_mistake():
    with pytest.raises(KeyError, match="other"):
        rewritten("<!-- generated: other -->\n<!-- end -->", {})


def test_a_command_says_its_refusals_by_their_codes():
    text = (describe_contexts.ROOT / "packing" / "README.md").read_text()

    assert "| `start_pack_task` | `StartPackTask` |" in text
    assert "`pack_task_not_found`, `pack_task_taken`, `pack_task_not_ready` |" in text
