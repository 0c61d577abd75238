"""A picture of rectangles and words.

Across, everything is in percent of the width there is, and down in pixels: so bars grow with the
page while words stay as large as they are.
"""

from dataclasses import dataclass
from enum import Enum

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

FULL = 100.0
LONGEST_NAME = 22


class Tone(Enum):
    """How a bar stands out, by the colours that the theme has for light and for dark pages."""

    PLAIN = "text-primary-600 dark:text-primary-500"
    PALE = "text-primary-300 dark:text-primary-800"
    WARNING = "text-orange-700 dark:text-orange-400"
    DANGER = "text-red-600 dark:text-red-500"
    NEUTRAL = "text-base-400 dark:text-base-500"
    FAINT = "text-base-200 dark:text-base-700"


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle: ``x`` and ``width`` in percent, ``y`` and ``height`` in pixels.

    ``says`` is shown to who points at it.
    """

    x: float = 0.0
    width: float = FULL
    y: float
    height: float
    tone: Tone
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words on a line: they begin at ``x`` percent, or end at the right edge."""

    text: str
    y: float
    x: float = 0.0
    at_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawn chart; ``label`` says what is to be seen to who does not see it."""

    label: str
    height: float
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]

    def svg(self) -> SafeString:
        """Return the picture as a piece of a page."""
        return render_to_string("platform/picture.html", {"picture": self})


def heading(name: str, says: str, y: float) -> list[Words]:
    """Return the line above a bar: its name, and at its end what it says."""
    return [Words(text=shortened(name), y=y), Words(text=says, y=y, at_end=True)]


def share(amount: float, most: float) -> float:
    """Return what an amount is of the most there is, in percent."""
    return round(FULL * amount / most, 2) if most else 0.0


def shortened(name: str) -> str:
    """Return a name that leaves room on its line, also on a telephone."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
