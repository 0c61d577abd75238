"""Who is who where two people are needed."""


def is_same_person(known: tuple[str, str], person: tuple[str, str]) -> bool:
    """Return whether two are one person, each an id and a name; the name where no id is known."""
    (known_id, known_name), (person_id, name) = known, person
    return known_id == person_id if known_id else known_name == name
