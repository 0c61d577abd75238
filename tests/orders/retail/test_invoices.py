"""Reading the file of invoices."""

import gzip

import pytest

from wms.orders.retail.invoices import UnreadableFile, read_invoices

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

    first, second = read_invoices(file)

    assert (first.invoice_no, first.customer_id, first.country) == ("1", "17850", "France")
    assert [(line.stock_code, line.quantity) for line in first.lines] == [("A", "2"), ("A", "3")]
    assert first.lines[1].description == "mug, blue"
    assert (second.invoice_no, len(second.lines)) == ("2", 1)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"not a gzip file", "cannot be read as a gzip CSV"),
        (gzip.compress(b"invoice_no,quantity\n", mtime=0), "has no column stock_code"),
        (gzip.compress(b"", mtime=0), "has no column invoice_no"),
        (gzip.compress(HEADER.encode() + b"1,A\n", mtime=0), "has 2 columns in row 2"),
        (gzip.compress(HEADER.encode() * 999, mtime=0)[:-20], "cannot be read as a gzip CSV"),
        (gzip.compress(HEADER.encode() + b"\xff", mtime=0), "cannot be read as a gzip CSV"),
    ],
    ids=["not gzip", "a column missing", "empty", "a row too short", "cut off", "not UTF-8"],
)
def test_says_what_is_wrong_with_a_file(tmp_path, content, complaint):
    file = tmp_path / "retail.csv.gz"
    file.write_bytes(content)

    with pytest.raises(UnreadableFile, match=complaint):
        read_invoices(file)


def test_says_that_there_is_no_file(tmp_path):
    with pytest.raises(UnreadableFile, match="there is no file"):
        read_invoices(tmp_path / "gone.csv.gz")
