"""Labels in ZPL II, the language of label printers: 4 by 6 inches at 203 dots per inch.

Text goes into fields that begin with ``^FH``: every byte that is not a plain letter, digit or
mark is written as ``_`` and two hexadecimal digits, in UTF-8 (``^CI28``), so that no name and no
address can hold a command. Control characters become spaces, and a text that is too long for its
line is cut.
"""

from dataclasses import dataclass

from wms.orders.contracts import Address

WIDTH, HEIGHT = 812, 1218
LINE_LENGTH = 36
_PLAIN = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,-/()#:;+&'\"@!?*="
)


def escaped(text: str) -> str:
    """Return a text as the data of a field that begins with ``^FH``."""
    printable = "".join(each if each.isprintable() else " " for each in text)[:LINE_LENGTH]
    return "".join(
        chr(byte) if byte in _PLAIN else f"_{byte:02X}" for byte in printable.encode("utf-8")
    )


@dataclass(frozen=True, kw_only=True)
class LabelText:
    """What stands on the label of a carton; ``sscc`` is its tracking number."""

    carrier: str
    service: str
    address: Address
    order_number: str
    carton_no: int
    cartons: int
    weight_grams: int
    sscc: str


def label(text: LabelText) -> str:
    """Return one label: service, consignee, contents, and the SSCC as a GS1-128 barcode.

    ``^BC`` in mode D writes the application identifier (00) and its FNC1 as GS1-128 asks.
    """
    address = text.address
    consignee = [
        address.name,
        address.line1,
        address.line2,
        f"{address.postal_code} {address.city}",
        address.region,
        address.country,
    ]
    kilograms = text.weight_grams / 1000
    contents = f"Carton {text.carton_no} of {text.cartons}   {kilograms:.3f} kg"
    rows = [
        "^XA",
        "^CI28",
        f"^PW{WIDTH}^LL{HEIGHT}^LH0,0",
        _text(40, 40, 44, f"{text.carrier} {text.service}".upper()),
        "^FO40,100^GB732,3,3^FS",
        *(
            _text(40, 130 + 56 * place, 44, line)
            for place, line in enumerate(line for line in consignee if line.strip())
        ),
        "^FO40,500^GB732,3,3^FS",
        _text(40, 530, 36, f"Order {text.order_number}"),
        _text(40, 580, 36, contents),
        f"^BY3,3,240^FO120,700^BCN,240,Y,N,N,D^FD(00){text.sscc}^FS",
        "^PQ1",
        "^XZ",
    ]
    return "\n".join(rows) + "\n"


def _text(x: int, y: int, dots: int, text: str) -> str:
    return f"^FO{x},{y}^A0N,{dots},{dots * 4 // 9}^FH^FD{escaped(text)}^FS"
