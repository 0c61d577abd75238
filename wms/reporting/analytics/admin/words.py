"""Numbers with their units, as people read them."""

MINUTE, HOUR, DAY = 60, 3_600, 86_400
NOTHING = "-"


def number(amount: float | None) -> str:
    """Return an amount, like ``1,234`` or ``1.5``; a dash where there is nothing to count."""
    return NOTHING if amount is None else f"{round(amount, 1):,.12g}"


def counted(amount: float, noun: str) -> str:
    """Return an amount of things, like ``1 order`` or ``1,234 orders``."""
    return f"{number(amount)} {noun}{'' if amount == 1 else 's'}"


def percent(rate: float | None) -> str:
    """Return a rate from 0 to 1, like ``33.3 %``."""
    return NOTHING if rate is None else f"{round(100 * rate, 1):g} %"


def duration(seconds: float | None) -> str:
    """Return a time, like ``40 s``, ``3 min``, ``8 h 28 min`` or ``2 d 4 h``; rounded down."""
    if seconds is None:
        return NOTHING
    whole = max(int(seconds), 0)
    if whole < MINUTE:
        return f"{whole} s"
    if whole < HOUR:
        return f"{whole // MINUTE} min"
    large, small = (HOUR, MINUTE) if whole < DAY else (DAY, HOUR)
    units = {MINUTE: "min", HOUR: "h", DAY: "d"}
    rest = whole % large // small
    return f"{whole // large} {units[large]}" + (f" {rest} {units[small]}" if rest else "")


def name_of(word: str) -> str:
    """Return a status, stage or reason, like ``wave assigned``."""
    return word.replace("_", " ")
