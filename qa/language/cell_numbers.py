"""Numbers in cells of tables as other programs write them: with wide digits, blanks for commas."""

import re

_WIDE = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)} | {"．": ".", "％": "%"})
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[ \xa0\u2009\u202f]\d{3})+(?![\d ])")
_BLANK = re.compile(r"[ \xa0\u2009\u202f]")


def plain_number(cell: str) -> str:
    """Return a cell with narrow digits and commas between them: 38,620 for 38 620.

    The result has one character for each of the cell.
    """
    narrow = cell.translate(_WIDE)
    return _GROUPED.sub(lambda match: _BLANK.sub(",", match[0]), narrow)
