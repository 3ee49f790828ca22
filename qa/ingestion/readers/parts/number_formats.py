"""Number formats of spreadsheets: a stored number as its cell shows it."""

import re
from datetime import date, datetime, time

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_PLACES = re.compile(r"0\.(0+)")
_DATE = re.compile(r"[ymdhs年月日]", re.I)


def show(value: object, form: str) -> str:
    """Return a cell's value as text: 0.985 under 0.0% is 98.5%, 2113 under 0"件" is 2113件."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime() | date():
            return f"{value.year}年{value.month}月{value.day}日"
        case time():
            return value.isoformat("minutes")
        case int() | float():
            return _show_number(value, form.split(";")[0])
        case _:
            return str(value).strip()


def is_date(form: str) -> bool:
    """Return whether a number under this format is a day."""
    return bool(_DATE.search(_LITERAL.sub("", form.split(";")[0]))) and form != "General"


def _show_number(value: float, form: str) -> str:
    plain = _LITERAL.sub("", form)
    places = _PLACES.search(plain)
    if "%" in plain:
        digits = len(places[1]) if places else 0
        return f"{round(value * 100, digits):.{digits}f}%"
    grouped = "," if "#,#" in plain or "0,0" in plain else ""
    if places:
        number = f"{value:{grouped}.{len(places[1])}f}"
    elif float(value).is_integer():
        number = f"{int(value):{grouped}d}"
    else:
        number = f"{value:{grouped}}" if grouped else repr(round(value, 10))
    before, _, after = _around(form)
    return before + number + after


def _around(form: str) -> tuple[str, str, str]:
    """Return the words that a format puts before and behind the digits."""
    first, last = re.search(r"[0#?]", _mask(form)), None
    for last in re.finditer(r"[0#?]", _mask(form)):  # noqa: B007  # the last one is wanted
        pass
    if first is None or last is None:
        return "", "", ""
    return _words(form[: first.start()]), "", _words(form[last.end() :])


def _mask(form: str) -> str:
    return _LITERAL.sub(lambda match: "x" * len(match[0]), form)


def _words(form: str) -> str:
    return "".join(match[1] or match[2] or "" for match in _LITERAL.finditer(form)).strip()
