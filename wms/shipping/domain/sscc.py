"""The number of a parcel: a Serial Shipping Container Code.

GS1 General Specifications, application identifier 00: eighteen digits, the last of which checks
the others (7.9: from the right, weights 3 and 1 in turn).
"""

from hashlib import sha256
from uuid import UUID

# 952 is the prefix that GS1 keeps for demonstrations: such a number is never a real parcel's.
PREFIX = "952"
DIGITS = 18


def check_digit(digits: str) -> str:
    """Return the digit that makes the weighted sum a multiple of ten."""
    weighted = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))
    )
    return str(-weighted % 10)


def is_sscc(number: str) -> bool:
    """Return whether a number has the length and the check digit of an SSCC."""
    is_long_enough = len(number) == DIGITS and number.isascii() and number.isdigit()
    return is_long_enough and check_digit(number[:-1]) == number[-1]


def sscc_for(key: UUID, carton_no: int) -> str:
    """Return the number of a carton: the same for the same key in every process.

    It is drawn from 10^14 numbers, so that a million parcels share one with a chance of 1 in 200.
    """
    drawn = int.from_bytes(sha256(key.bytes + carton_no.to_bytes(4)).digest()) % 10**14
    extension, serial = divmod(drawn, 10**13)
    body = f"{extension}{PREFIX}{serial:013d}"
    return body + check_digit(body)
