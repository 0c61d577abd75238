"""The worked example of CONTRIBUTING.md is the code: each piece stands in the file it names."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FILE = re.compile(r"`((?:wms|tests/commands)/[\w/]+\.py)`")


def pieces():
    text = (PROJECT / "CONTRIBUTING.md").read_text()
    example = text[text.index("## Add a command") : text.index("## Rules that the build holds")]
    file = ""
    for prose, code in re.findall(r"(.*?)```python\n(.*?)```", example, re.DOTALL):
        file = (FILE.findall(prose) or [file])[-1]
        yield file, code


def test_every_piece_stands_in_its_file():
    missing = [
        (file, piece) for file, piece in pieces() if piece not in (PROJECT / file).read_text()
    ]

    assert missing == []


def test_a_command_is_five_files():
    assert len({file for file, _piece in pieces() if file.startswith("wms/")}) == 5
