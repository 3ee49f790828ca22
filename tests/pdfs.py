"""PDFs for tests: text at given places and rules, with the Chinese font that every reader knows."""

from collections.abc import Sequence

Text = tuple[float, float, str] | tuple[float, float, str, int]
"""Left, distance from the top, the text and the size of its letters, which is 12 if not given.

The page is 595 by 842 points.
"""
Rule = tuple[float, float, float, float]
"""From where to where, measured from the top left corner."""

HEIGHT = 842
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H"
    "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1[500] 17[500 500 500"
    " 500 500 500 500 500 500 500]]>>]>>"
)


TURNS = ("", "0 1 -1 0 842 0 cm\n", "-1 0 0 -1 595 842 cm\n", "0 -1 1 0 0 595 cm\n")
"""What turns all that is drawn by quarters of a full turn against the clock."""


def make(
    pages: Sequence[Sequence[Text]],
    rules: Sequence[Sequence[Rule]] = (),
    turn: int = 0,
    told: bool = False,
) -> bytes:
    """A PDF with the texts of each page, and the rules of each if there are any.

    Args:
        pages: The texts of each.
        rules: The rules of each.
        turn: By how many quarters of a full turn its pages are drawn turned.
        told: Whether they say so, so that they are shown upright.
    """
    bodies = ["<</Type/Catalog/Pages 2 0 R>>", "", _FONT]
    kids, size = [], f"{HEIGHT} 595" if turn % 2 else f"595 {HEIGHT}"
    for at, texts in enumerate(pages):
        drawn = rules[at] if at < len(rules) else ()
        stream = TURNS[turn] + "".join(map(_show, texts)) + "".join(map(_draw, drawn))
        bodies.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        kids.append(len(bodies) + 1)
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]/Contents {len(bodies)} 0 R"
            f"/Rotate {90 * turn * told}/Resources<</Font<</F 3 0 R>>>>>>"
        )
    bodies[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>"
    return _file(bodies)


def latin(lines: Sequence[str]) -> bytes:
    """A PDF of one page in large Latin letters, which every machine can draw."""
    tops = range(HEIGHT - 100, 0, -50)
    shown = zip(tops, lines, strict=False)
    stream = "".join(f"BT /F 24 Tf 70 {top} Td ({line}) Tj ET\n" for top, line in shown)
    return _file(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[5 0 R]>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 {HEIGHT}]/Contents 4 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>",
        ]
    )


def _show(text: Text) -> str:
    left, top, words, *size = text
    letters = size[0] if size else 12
    place = f"/F {letters} Tf {left} {HEIGHT - top} Td"
    return f"BT {place} <{words.encode('utf-16-be').hex()}> Tj ET\n"


def _draw(rule: Rule) -> str:
    x, y, to_x, to_y = rule
    return f"{x} {HEIGHT - y} m {to_x} {HEIGHT - to_y} l S\n"


def _file(bodies: Sequence[str]) -> bytes:
    data, places = "%PDF-1.5\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n"
    data += "".join(f"{place:010} 00000 n \n" for place in places)
    data += f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return data.encode("ascii")


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """The rules of a table with these edges."""
    level = [(xs[0], y, xs[-1], y) for y in ys]
    return level + [(x, ys[0], x, ys[-1]) for x in xs]
