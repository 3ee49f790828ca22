"""Readers: what a person reads in a file, format by format, and what is refused."""

import io
import zipfile
from datetime import date
from itertools import pairwise

import pytest
from openpyxl import Workbook

from qa.ingestion import recognition
from qa.ingestion.documents import Document, Unreadable, dump, load
from qa.ingestion.readers import doc, read
from qa.ingestion.readers.parts.doc_properties import read_properties
from qa.ingestion.reading import read_document
from tests.office import NAMESPACE, docx, package, paragraph
from tests.old_word import DELETED, row, word_97
from tests.pdfs import grid, make

SENTENCE = "全镇坚持依法行政，全年共受理矛盾纠纷一千二百件，其中土地纠纷三百件。"


def read_text(data: bytes) -> str:
    return read(data).text


PAGE = """<!DOCTYPE html><html><head><title>白地镇2023年工作报告_白地镇人民政府</title>
<meta name="ArticleTitle" content="白地镇2023年工作报告"><meta name="PubDate" content="2024-01-02">
<script>var a = 1;</script></head><body><div><a href="/">首页</a> <a href="/x">政务公开</a></div>
<div class="main"><div><p>　　一、主要工作</p><p>全镇有&nbsp;3名法律顾问。</p><p>{more}</p>
<table><tr><td colspan="2">指标</td><td>数量</td></tr>
<tr><td rowspan="2">公厕</td><td>新建</td><td>17</td></tr><tr><td>改造</td><td>5</td></tr></table>
</div></div><div><a href="/y">上一篇。下一篇。</a></div></body></html>""".replace(
    "{more}", SENTENCE * 3
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_is_its_main_text(encoding: str) -> None:
    found = read(PAGE.encode(encoding))
    assert found.text.split("\n") == [
        "白地镇2023年工作报告",
        "一、主要工作",
        "全镇有 3名法律顾问。",
        SENTENCE * 3,
        "指标\t指标\t数量",
        "公厕\t新建\t17",
        "公厕\t改造\t5",
        "",
    ]
    assert (found.title, found.date) == ("白地镇2023年工作报告", "2024-01-02")


@pytest.mark.parametrize(
    ("named", "title"),
    [("白地镇统计局", "白地镇2023年统计公报"), ("白地镇2023年工作总结", "白地镇2023年工作总结")],
)
def test_a_title_that_stands_above_the_text_is_found(named: str, title: str) -> None:
    other = "<td><a href='/x'>白地镇2022年统计公报</a><br>首页&gt;统计公报</td>"
    above = (
        "<tr><td><font size=5>白地镇2023年统计公报</font></td></tr><tr><td>作者：综合股</td></tr>"
    )
    text = f"<tr><td><div>{f'<p>{SENTENCE}</p>' * 3}</div></td></tr>"
    body = f"<table><tr>{other}<td><table>{above}{text}</table></td></tr></table>"
    found = read(f"<html><title>{named}</title><body>{body}</body></html>".encode())
    assert (found.title, found.text.split("\n")[:2]) == (title, [title, SENTENCE])


def test_a_table_that_only_places_text_is_text() -> None:
    cell = f"<p>{SENTENCE}</p><table><tr><td>件数</td><td>7</td></tr></table>"
    assert read_text(f"<html><table><tr><td>{cell}</td></tr></table>".encode()) == (
        f"{SENTENCE}\n件数\t7\n"
    )


def test_nesting_has_no_end_and_does_no_harm() -> None:
    assert read_text(("<div>" * 20_000 + SENTENCE).encode()) == f"{SENTENCE}\n"


TRACKED = """<w:p><w:r><w:t>顾问</w:t></w:r><w:ins><w:r><w:t>5名</w:t></w:r></w:ins>
<w:del><w:r><w:delText>3名</w:delText></w:r></w:del>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>999件</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>。</w:t></w:r>
</w:sdtContent></w:sdt></w:p>"""


def test_word_is_read_with_its_changes_accepted() -> None:
    found = read(docx(TRACKED))
    assert found.text == "顾问5名。\n"
    assert found.notes == (("note-changes", "2"),)


def levels(*forms: tuple[str, str]) -> str:
    each = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(forms)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{each}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def test_numbers_that_word_counts_are_written_out() -> None:
    numbering = levels(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"))
    places = [("成效", 0), ("办案", 1), ("普法", 1), ("问题", 0), ("人手", 1)]
    body = "".join(paragraph(text, 1, level) for text, level in places)
    assert read_text(docx(body, numbering)).split() == [
        "一、成效",
        "（一）办案",
        "（二）普法",
        "二、问题",
        "（一）人手",
    ]


def test_word_tables_are_rows() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = (
        cell("指标", '<w:gridSpan w:val="2"/>') + cell("数量"),
        cell("公厕", '<w:vMerge w:val="restart"/>') + cell("新建") + cell("17"),
        cell("", "<w:vMerge/>") + cell("改造") + cell("5"),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert read_text(docx(f"<w:tbl>{table}</w:tbl>")) == (
        "指标\t指标\t数量\n公厕\t新建\t17\n公厕\t改造\t5\n"
    )


def test_a_table_in_a_cell_keeps_its_rows() -> None:
    def table(*cells: str) -> str:
        return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"

    inner = table(paragraph("专职"), paragraph("1,120"))
    assert read_text(docx(table(paragraph("队伍"), inner))) == "队伍\n专职\t1,120\n"


def test_a_note_at_the_foot_follows_its_paragraph() -> None:
    body = paragraph("事项64项。").replace(
        "</w:p>", '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = f'<w:footnotes {NAMESPACE}><w:footnote w:id="2">{paragraph("市级39项。")}</w:footnote>'
    found = docx(body, entries={"word/footnotes.xml": f"{notes}</w:footnotes>".encode()})
    assert read_text(found) == "事项64项。\n市级39项。\n"


def test_a_workbook_is_read_as_it_is_shown() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["单位：万元"])
    sheet.append(["项目", "2023年", "比重", "日期"])
    sheet.append(["收入", 12345.6, 0.985, date(2023, 12, 31)])
    sheet.append(["许可", 2113, "3,500套", "3,500套"])
    for cell, form in (("B3", "#,##0.00"), ("C3", "0.0%"), ("B4", '0"件"')):
        sheet[cell].number_format = form
    sheet.append(["作废", 9999, None, None, "内部"])
    sheet.row_dimensions[5].hidden = sheet.column_dimensions["E"].hidden = True
    sheet.append(["注：快报数。"])
    sheet.merge_cells("A6:D6")
    sheet.merge_cells("A1:D1")
    hidden = book.create_sheet("隐藏表")
    hidden.append(["收入", 9999])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(buffer.getvalue())
    assert found.text.split("\n") == [
        "单位：万元",
        "项目\t2023年\t比重\t日期",
        "收入\t12,345.60\t98.5%\t2023年12月31日",
        "许可\t2113件\t3,500套\t3,500套",
        "注：快报数。",
        "",
    ]
    assert found.notes == (("note-hidden-sheets", "隐藏表"), ("note-hidden-rows", "2"))


def test_a_sheet_is_named_where_no_title_stands_above_it() -> None:
    book = Workbook()
    book.active.title = "收支"
    for line in (["附件1"], ["白地镇2023年收支情况表"], ["项目", "金额"], ["水费", 7]):
        book.active.append(line)
    other = book.create_sheet("支出")
    for line in (["项目", "金额"], ["电费", 9]):
        other.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(buffer.getvalue()).text.split("\n")
    assert found[:2] == ["附件1", "白地镇2023年收支情况表"]
    assert found[4:6] == ["支出", "项目\t金额"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("# 白地镇\n\n**共**有 [3名](x) 顾问。\n", "白地镇\n\n共有 3名 顾问。\n"),
        ("# 表\n| 指标 | 数量 |\n| --- | ---: |\n| 公厕 | 17 |\n", "表\n指标\t数量\n公厕\t17\n"),
        ('指标,数量\n公厕,17\n"路,灯",215\n', "指标\t数量\n公厕\t17\n路,灯\t215\n"),
        ("指标,数量\r公厕,17\r", "指标\t数量\n公厕\t17\n"),
        ('指标,"\n' + "数量" * 70_000, '指标,"\n' + "数量" * 70_000),
        ("全镇有3名顾问，\r\n其中2名新聘。\n", "全镇有3名顾问，\r\n其中2名新聘。\n"),
    ],
)
def test_text_is_told_from_markdown_and_csv(data: str, text: str) -> None:
    assert read_text(data.encode()) == text
    assert read_text(data.encode("gb18030")) == text


# PDF


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    full = SENTENCE[:-1] * 2
    pages = [
        [(230, 60, "白地镇公报"), (200, 120, "白地镇2023年工作报告"), (94, 150, full[:30])]
        + [(70, 150 + 18 * (n + 1), full[30 * n + 30 :][:32]) for n in range(1)]
        + [(280, 810, "— 3 —")],
        [(230, 60, "白地镇公报"), (70, 120, "办结。"), (94, 150, "二、问题"), (280, 810, "— 4 —")],
    ]
    found = read(make(pages))
    assert found.text.split("\n") == [
        "白地镇2023年工作报告",
        full[:62] + "办结。",
        "二、问题",
        "",
    ]
    assert [(page.number, page.printed) for page in found.pages] == [(1, "3"), (2, "4")]
    assert found.text[found.pages[1].start :].startswith("办结。")


def test_a_printed_web_page_keeps_its_furniture_on_lines_of_its_own() -> None:
    head = "您所在的位置：首页 > 政务公开 > 政府信息公开 > 政府信息公开年报及其他公开事项"
    source = "来源：白地镇人民政府办公室 时间：2023-02-20 15:07 浏览量：1024 【字体：大中小】"
    body = [(94, 170, SENTENCE), (70, 190, "其中山林纠纷一百件。")]
    page = [(70, 110, head), (70, 130, "白地镇2023年工作报告"), (70, 150, source), *body]
    assert read_text(make([page])).split("\n")[:3] == [head, "白地镇2023年工作报告", source]


def test_a_frame_around_the_page_is_no_part_of_a_table() -> None:
    xs, ys = [60, 200, 535], [100, 120, 840]
    words = [(70, 115, "事项"), (210, 115, "件数"), (70, 135, "许可"), (210, 135, "17")]
    rules = grid(xs, ys) + grid([40, 555], [30, 810])
    assert read_text(make([words], [rules])) == "事项\t件数\n许可\t17\n"


def test_a_table_goes_on_over_a_page() -> None:
    xs, widths = [70, 170, 240, 400], [72, 172, 242]

    def rows(top: float, *cells: tuple[str, ...]) -> tuple[list, list]:  # type: ignore[type-arg]
        ys = [top + 20 * n for n in range(len(cells) + 1)]
        texts = [
            (x, y + 15, word)
            for y, row in zip(ys, cells, strict=False)
            for x, word in zip(widths, row, strict=True)
        ]
        return [text for text in texts if text[2]], grid(xs, ys)

    first = rows(
        100, ("类别", "事项", "件数"), ("公开", "主动公开", "17"), ("不予", "法律禁止公", "3")
    )
    second = rows(100, ("", "开的信息", ""), ("", "其他", "4"))
    found = read(make([first[0], second[0]], [first[1], second[1]]))
    assert found.text.split("\n") == [
        "类别\t事项\t件数",
        "公开\t主动公开\t17",
        "不予\t法律禁止公开的信息\t3",
        "不予\t其他\t4",
        "",
    ]


@pytest.mark.parametrize("around", [SENTENCE, ""])
def test_pages_without_text_are_told_or_refused(around: str) -> None:
    pages = [[(70, 100, around)] if around else [], []]
    data = make(pages, [grid([70, 90], [200, 220]), grid([70, 90], [200, 220])])
    if around:
        assert read(data).notes == (("note-pages-without-text", "2"),)
    else:
        with pytest.raises(Unreadable, match="scan"):
            read(data)


def test_garbage_instead_of_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="garbage"):
        read(make([[(70, 100 + 20 * n, "犐犆犛犌犕犜犣犝犅犇犈犉") for n in range(5)]]))


def test_a_word_file_of_before_is_read_from_its_pieces() -> None:
    text = "标题\r行\x07政\x07\x07\x13 PAGE \x143\x15页。\r"
    wide, narrow = text.encode("utf-16-le"), b"abc"
    body = wide + narrow
    borders = (0, len(text), len(text) + 3)
    pieces = b"".join(n.to_bytes(4, "little") for n in borders)
    for place in (0, len(wide) * 2 | 0x40000000):
        pieces += b"\0\0" + place.to_bytes(4, "little") + b"\0\0"
    header = b"\x02" + len(pieces).to_bytes(4, "little")
    stream = body.ljust(0x01A2, b"\0") + (0).to_bytes(4, "little")
    stream += len(header + pieces).to_bytes(4, "little")
    found = list(doc._pieces(stream, header + pieces))
    assert "".join(char for char, _ in found) == text + "abc"
    assert [end for _, end in found[:2]] == [2, 4]
    assert found[-1][1] == len(body)
    shown = doc._lines(doc._without_fields(found), read_properties(stream, b"", b""))
    assert list(shown) == ["标题", "行\t政", "3页。", "abc"]


def test_tables_of_a_word_file_of_before_keep_their_empty_and_merged_cells() -> None:
    edges = (0, 1000, 2000, 3000)
    paragraphs = [
        ("小结\r", b""),
        *row("指标", "数量", edges=(0, 1000, 3000)),
        *row("公厕\r新建", "", "17", edges=edges),
        *row("", "5", "", edges=edges, below=(0,)),
        ("完。\r", b""),
    ]
    assert read_text(word_97(paragraphs)).split("\n") == [
        "小结",
        "指标\t数量\t数量",
        "公厕新建\t\t17",
        "公厕新建\t5",
        "完。",
        "",
    ]


def test_what_was_deleted_from_a_word_file_of_before_is_left_out() -> None:
    text = "全镇有35名顾问。\r"
    runs = [(text[:3], b""), ("3", DELETED), (text[4:], b"")]
    assert read_text(word_97([(text, b"")], runs)) == "全镇有5名顾问。\n"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"{\\rtf1 x}", "RTF is not read"),
        (b"Rar!\x1a\x07\x00", "make a ZIP"),
        (b"7z\xbc\xaf\x27\x1c", "make a ZIP"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "remove the password"),
        (OLE + bytes(600), "no format"),
        (b"\x00\x01\x02\x03" * 40, "no format"),
        ("調解案件共計一千二百件，土地糾紛三百件。".encode("big5") * 9, "Big5"),
        (b"%PDF-1.7 nothing", "damaged"),
        (package({"word/document.xml": b"<a>"}), "damaged"),
        (docx("", entries={"x": bytes(3 << 20)}), "too large"),
        (b"<html><body>only letters here</body></html>", "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    data: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_there", lambda: False)
    with pytest.raises(Unreadable) as caught:
        read_document(data)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_package_that_defines_entities_is_refused() -> None:
    whole = docx(paragraph("全镇有3名法律顾问。"))
    with zipfile.ZipFile(io.BytesIO(whole)) as file:
        document = file.read("word/document.xml")
    named = document.replace("3名".encode(), b"&many;")
    assert named != document
    defined = b'<!DOCTYPE w [<!ENTITY many "9">]>' + named
    assert read_text(whole) == "全镇有3名法律顾问。\n"
    with pytest.raises(Unreadable) as caught:
        read(package({"word/document.xml": defined}))
    assert caught.value.code == "damaged"


def test_a_document_is_kept_as_it_is() -> None:
    found = read(make([[(70, 100, SENTENCE)]]))
    assert load(dump(found)) == found
    assert load(dump(Document("x", notes=(("a", "b"),)))).notes == (("a", "b"),)
    assert all(a.start <= b.start for a, b in pairwise(found.pages))
