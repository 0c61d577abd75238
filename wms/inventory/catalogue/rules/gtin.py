"""The check digit of a Global Trade Item Number (GS1 General Specifications, 7.9)."""

from wms.inventory.catalogue.contracts.refusals import InvalidGtin

LENGTHS = (8, 12, 13, 14)


def checked_gtin(gtin: str) -> str:
    """Return the number as it is.

    Raises:
        InvalidGtin: it has another length than 8, 12, 13 or 14 digits, or a wrong check digit.
    """
    if not (gtin.isascii() and gtin.isdigit() and len(gtin) in LENGTHS):
        raise InvalidGtin(f"{gtin!r} is not a GTIN of 8, 12, 13 or 14 digits")
    digits = [int(digit) for digit in reversed(gtin)]
    # From the right, beside the check digit itself, digits weigh 3, 1, 3, 1 and so on.
    total = sum(3 * digit if place % 2 else digit for place, digit in enumerate(digits))
    if total % 10:
        raise InvalidGtin(f"the check digit of {gtin} is wrong")
    return gtin
