"""Files whose names lie: mail, saved web pages and spreadsheets in XML."""

import base64
import quopri

import pytest

from qa.ingestion.documents import Unreadable
from qa.ingestion.readers import read

SENTENCE = "2024年，松林镇共办结信访件326件。"
PAGE = (
    "<html><head><title>松林镇2024年工作总结</title></head><body>"
    f"<p>{SENTENCE}</p><table><tr><td>村名</td><td>户数</td></tr>"
    "<tr><td>东村</td><td>210</td></tr></table></body></html>"
)
READ = f"松林镇2024年工作总结\n{SENTENCE}\n村名\t户数\n东村\t210\n"


ATTACHED = b"Content-Disposition: attachment\r\n\r\nx"


def mail(*parts: bytes, head: str = "Subject: x\r\nDate: Wed, 1 Jan 2025 10:00:00 +0800") -> bytes:
    """A mail of several parts, each with a head of its own."""
    kind = 'Content-Type: multipart/related; boundary="B"\r\nMIME-Version: 1.0\r\n\r\n'
    body = b"".join(b"--B\r\n" + part + b"\r\n" for part in parts)
    return f"{head}\r\n{kind}".encode() + body + b"--B--\r\n"


def part(text: str, charset: str, encoding: str, kind: str = "text/html") -> bytes:
    raw = text.encode("gb18030" if charset == "gb2312" else charset)
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
    head = f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n"
    return f"{head}\r\n".encode() + coded.get(encoding, bytes)(raw)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "x-unknown"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_saved_web_page_is_read_as_the_page(charset: str, encoding: str) -> None:
    raw = part(PAGE, "gb18030" if charset == "x-unknown" else charset, encoding)
    told = raw.replace(b"charset=gb18030", f"charset={charset}".encode())
    picture = b"Content-Type: image/png\r\nContent-Location: a.png\r\n\r\n\x89PNG"
    found = read(mail(told, picture))
    assert (found.format, found.text) == ("mail", READ)


def test_an_email_is_read_with_its_subject() -> None:
    said = part(SENTENCE, "gb2312", "8bit", "text/plain")
    found = read("Subject: 松林镇信访情况\r\nMIME-Version: 1.0\r\n".encode() + said)
    assert found.text == f"松林镇信访情况\n{SENTENCE}"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mail(part("x", "utf-8", "8bit", "text/plain"), ATTACHED),
         "mail-with-files"),
        (mail(b"Content-Type: image/png\r\n\r\nx"), "no-text"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', "format-xml"),
        (b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument"/>',
         "format-odf"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
         b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "damaged"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "no-text"),
    ],
)  # fmt: skip
def test_what_is_in_no_format_that_is_read_says_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "text", ["From: 白地镇\n时间: 2024年\n", "Re: a\nb: c\n", "一：二\n三：四\n"]
)
def test_text_that_begins_with_names_and_colons_is_no_mail(text: str) -> None:
    assert read((text + SENTENCE).encode()).format == "text"


def cell(value: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{value}</Data></Cell>'


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [cell("村名") + cell("户数"), cell("东村") + cell("210", "Number")],
            "村名\t户数\n东村\t210\n",
        ),
        (
            [cell("类", more=' ss:MergeDown="1"') + cell("数", more=' ss:MergeAcross="1"'),
             cell("男", more=' ss:Index="2"') + cell("女"),
             cell("人") + cell("3", "Number") + cell("0.5", "Number", ' ss:StyleID="p"')],
            "类\t数\t数\n类\t男\t女\n人\t3\t50.00%\n",
        ),
        (
            [cell("村名") + cell("日期"), cell("东村") + cell("2024-05-03T00:00:00", "DateTime")],
            "村名\t日期\n东村\t2024年5月3日\n",
        ),
    ],
)  # fmt: skip
def test_a_spreadsheet_in_xml_is_read(rows: list[str], found: str) -> None:
    style = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>'
    body = "".join(f"<Row>{row}</Row>" for row in rows)
    assert read(workbook(style, body)).text == found


def workbook(style: str, table: str) -> bytes:
    names = ("xmlns", "xmlns:ss")
    spaces = " ".join(f'{one}="urn:schemas-microsoft-com:office:spreadsheet"' for one in names)
    sheet = f'<Worksheet ss:Name="一"><Table>{table}</Table></Worksheet>'
    return f'<?xml version="1.0"?>\n<Workbook {spaces}>{style}{sheet}</Workbook>'.encode()


def test_what_a_spreadsheet_in_xml_hides_is_not_read_but_counted() -> None:
    columns = '<Column/><Column ss:Hidden="1"/><Column/>'
    rows = [cell("村名") + cell("密") + cell("户数"), cell("东村") + cell("x") + cell("3")]
    body = f'<Row>{rows[0]}</Row><Row ss:Hidden="1">{rows[1]}</Row><Row>{rows[1]}</Row>'
    document = read(workbook("", columns + body))
    assert document.text == "村名\t户数\n东村\t3\n"
    assert document.notes == (("note-hidden-rows", "2"),)


def test_a_mail_may_begin_with_a_mark() -> None:
    mail = f"MIME-Version: 1.0\nSubject: 通知\nContent-Type: text/plain\n\n{SENTENCE}"
    assert "MIME" not in read(b"\xef\xbb\xbf" + mail.encode()).text
