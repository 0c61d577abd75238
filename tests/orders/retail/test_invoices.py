"""Reading the file of invoices."""

import gzip

import pytest

from wms.orders.retail.files import UnreadableFile
from wms.orders.retail.invoices import read_invoices

HEADER = "invoice_no,stock_code,description,quantity,invoice_date,unit_price,customer_id,country\n"


def written(folder, text):
    file = folder / "retail.csv.gz"
    file.write_bytes(gzip.compress(text.encode()))
    return file


def test_rows_of_one_invoice_belong_together_wherever_they_stand(tmp_path):
    file = written(
        tmp_path,
        HEADER
        + "1,A,mug,2,2010-12-01T08:26:00Z,1.50,17850,France\n"
        + "2,B,plate,1,2010-12-01T08:28:00Z,1,17851,EIRE\n"
        + '1,A," mug, blue",3,2010-12-01T08:26:00Z,1.50,17850,France\n',
    )

    first, second = read_invoices(file).invoices

    assert (first.invoice_no, first.customer_id, first.country) == ("1", "17850", "France")
    assert [(line.stock_code, line.quantity) for line in first.lines] == [("A", "2"), ("A", "3")]
    assert first.lines[1].description == "mug, blue"
    assert (second.invoice_no, len(second.lines)) == ("2", 1)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"not a table", "has no column invoice_no, stock_code"),
        (gzip.compress(b"invoice_no,quantity\n", mtime=0), "has no column stock_code"),
        (gzip.compress(b"", mtime=0), "has no column invoice_no"),
        (gzip.compress(HEADER.encode() * 999, mtime=0)[:-20], "cannot be read"),
        (b"\x1f\x8b garbage", "cannot be read"),
    ],
    ids=["no table", "a column missing", "empty", "cut off", "broken gzip"],
)
def test_says_what_is_wrong_with_a_file(tmp_path, content, complaint):
    file = tmp_path / "retail.csv.gz"
    file.write_bytes(content)

    with pytest.raises(UnreadableFile, match=complaint):
        read_invoices(file)


def test_says_that_there_is_no_file(tmp_path):
    with pytest.raises(UnreadableFile, match="there is no file"):
        read_invoices(tmp_path / "gone.csv.gz")


ONE = "1,85123A,Café mug,2,2010-12-01T08:26:00Z,1.50,17850,France\n"
SEMICOLONS = (HEADER + ONE).replace(",", ";").replace("1.50", "1,50")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ((HEADER + ONE).encode(), "utf-8-sig"),
        ((HEADER + ONE).encode("utf-8-sig"), "utf-8-sig"),
        ((HEADER + ONE).encode("utf-16"), "utf-16"),
        ((HEADER + ONE).encode("latin-1"), "cp1252"),
        ((HEADER + ONE + "2,\x81,,1,,1,1,France\n").encode("latin-1"), "latin-1"),
        (SEMICOLONS.encode("latin-1"), "cp1252"),
        ((HEADER + ONE).replace(",", "\t").encode(), "utf-8-sig"),
        (("\n\n" + HEADER + "\n" + ONE + ",,,,,,,\n \n").encode(), "utf-8-sig"),
        ((HEADER + ONE).replace("\n", "\r\n").encode(), "utf-8-sig"),
        ((HEADER + ONE).replace("\n", "\r").encode(), "utf-8-sig"),
        ((HEADER.upper() + ONE.replace("\n", ",,\n")).encode(), "utf-8-sig"),
        (gzip.compress((HEADER + ONE).encode("utf-8-sig"), mtime=0), "utf-8-sig"),
    ],
    ids=[
        *("plain", "a BOM", "UTF-16", "Latin-1", "every byte", "semicolons", "tabs"),
        *("empty lines", "Windows", "old Mac", "empty cells at the end", "packed"),
    ],
)
def test_reads_what_spreadsheets_write(tmp_path, content, encoding):
    file = tmp_path / "retail.csv"
    file.write_bytes(content)

    found = read_invoices(file)

    first = found.invoices[0]
    assert (found.encoding, first.invoice_no, first.country) == (encoding, "1", "France")
    assert (first.fault, first.lines[0].unit_price) == ("", "1.50")
    assert first.lines[0].description == "Café mug"
    assert len(found.invoices) == (2 if encoding == "latin-1" else 1)


def test_a_row_that_cannot_be_read_refuses_its_invoice_and_no_other(tmp_path):
    file = written(
        tmp_path,
        HEADER
        + ONE
        + "2,85123A,mug,2\n"
        + ONE.replace("1,", "3,", 1)
        + '4,85123A,"mug,2,2010-12-01T08:26:00Z,1.50,17850,France\n'
        + ONE.replace("1,", "5,", 1)
        + ONE.replace("1,", "2,", 1)
        + ",85123A,mug,2,2010-12-01T08:26:00Z,1.50,17850,France\n",
    )

    found = read_invoices(file).invoices

    assert [(each.invoice_no, each.fault) for each in found] == [
        ("1", ""),
        ("2", "row 3: 4 columns in place of 8"),
        ("3", ""),
        ("4", "row 5: its quotes are wrong"),
        ("5", ""),
        ("", "row 8: no invoice number"),
    ]


def test_a_text_in_quotes_may_hold_line_breaks_and_a_quote_alone_is_a_character(tmp_path):
    file = written(
        tmp_path,
        HEADER
        + ONE.replace("Café mug", '19" rack')
        + '1,85123A,"a mug,\n\nblue ""and"" big",2,2010-12-01T08:26:00Z,1.50,17850,France\n'
        + ONE.replace("1,", "2,", 1),
    )

    first, second = read_invoices(file).invoices

    rack, mug = first.lines
    assert rack.description == '19" rack'
    assert mug.description == 'a mug,\n\nblue "and" big'
    assert [each.row_no for each in (rack, mug, *second.lines)] == [2, 3, 6]
