"""Invented addresses: the file has none, and real ones would be nobody's business."""

from zlib import crc32

from wms.orders.contracts import Address

_STREETS = ("Harbour Road", "Mill Lane", "Station Street", "Orchard Way", "Chapel Hill")
_CITIES = {
    "AU": "Sydney",
    "BE": "Antwerp",
    "CH": "Zurich",
    "DE": "Hamburg",
    "ES": "Valencia",
    "FR": "Lyon",
    "GB": "Leeds",
    "IE": "Cork",
    "IT": "Turin",
    "NL": "Utrecht",
    "NO": "Bergen",
    "PT": "Porto",
    "SE": "Malmo",
    "US": "Portland",
}


def invented_address(customer_id: str, country: str) -> Address:
    """Return the address of a customer in a country: always the same, and marked as demo data."""
    seed = crc32(f"{customer_id}/{country}".encode())
    return Address(
        name=f"Customer {customer_id} (demo data)",
        line1=f"{seed % 180 + 1} {_STREETS[seed % len(_STREETS)]}",
        line2="Invented address, demo data",
        city=_CITIES.get(country, "Sampletown"),
        postal_code=f"{seed % 90_000 + 10_000}",
        country=country,
        email=f"customer-{customer_id}@example.invalid",
    )
