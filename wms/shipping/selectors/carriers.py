"""Questions about where carriers go."""

from wms.shipping.carriers.directory import the_carrier


def is_servable(*, country: str) -> bool:
    """Return whether a carrier goes to a country (ISO 3166-1 alpha-2); no network call."""
    return the_carrier().ships_to(country)
