"""Parts of words, so that any part of one is found by an index of whole values.

PostgreSQL finds what holds all of some values by a GIN index over an array. A word is there as its
parts of three letters and, to be found by its beginning alone, as its first one and two.
"""

import unicodedata
from collections.abc import Iterable

LENGTH = 3
START = "^"
MOST_WORDS = 1_000
LAST_SOUGHT, MOST_SOUGHT = 2, 3


def normal(text: str) -> str:
    """Return a text as it is compared: without accents, upper-cased, without spaces around."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(each for each in parts if not unicodedata.combining(each)).upper().strip()


def haystack(words: Iterable[str]) -> str:
    """Return the words in which one is looked for, a line each."""
    listed = sorted({normal(each) for each in words})
    return "\n".join(listed[:MOST_WORDS])


def grams(stack: str) -> list[str]:
    """Return all parts by which something in these lines is found, each once."""
    return sorted({part for line in stack.split("\n") for part in _parts(line)})


def grams_to_find(needle: str) -> list[str]:
    """Return parts that lines have which hold, or begin with, what is looked for.

    What is shorter than three letters is only found where a line begins with it. Of more, those
    that few lines have, the last ones and those with most digits: orders differ by them. What is
    the same in all of them takes longer to look up, and longer the more orders there are.
    """
    text = normal(needle)
    if len(text) < LENGTH:
        return [f"{START}{text}"]
    parts = {text[at : at + LENGTH]: at for at in range(len(text) - LENGTH + 1)}

    def rarity(part: str) -> tuple[int, int]:
        return sum(each.isdigit() for each in part), parts[part]

    last = sorted(parts, key=parts.__getitem__)[-LAST_SOUGHT:]
    return sorted({*last, *sorted(parts, key=rarity)[-MOST_SOUGHT:]})


def _parts(line: str) -> Iterable[str]:
    if line:
        yield f"{START}{line[:1]}"
        yield f"{START}{line[:2]}"
    for at in range(len(line) - LENGTH + 1):
        yield line[at : at + LENGTH]
