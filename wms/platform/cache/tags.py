"""What entries are about, in words that a change and a reader write alike."""

from uuid import UUID


def tag_of(noun: str, subject: UUID | str) -> str:
    """Return the tag of the thing that the events of a noun are about, by its id."""
    return f"{noun}/{subject}"
