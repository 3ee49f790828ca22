"""Telegram's HTML: the text and its entities, or the error that the real server answers with."""

import re

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "strikethrough",
    "strike": "strikethrough", "del": "strikethrough", "u": "underline", "ins": "underline",
    "tg-spoiler": "spoiler", "tg-emoji": "custom_emoji", "span": "spoiler", "pre": "pre",
    "code": "code", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_TOKEN = re.compile(r"<(/?)([^<>\s]*)((?:\s[^<>]*)?)>|&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
Entity = dict[str, object]


class MarkupError(Exception):
    """The words of the real server."""


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(source: str) -> tuple[str, list[Entity]]:
    """The text without its tags, and where they were, in UTF-16 units."""
    pieces: list[str] = []
    entities: list[Entity] = []
    opened: list[tuple[str, str, int]] = []
    length = at = 0
    for match in _TOKEN.finditer(source):
        literal = source[at : match.start()]
        if "<" in literal:
            raise MarkupError(f'Unsupported start tag "{literal.partition("<")[2][:16]}"')
        if match.group(4):
            literal += _char(match.group(4))
        pieces.append(literal)
        length += units(literal)
        at = match.end()
        if not match.group(4):
            _tag(match, source, length, opened, entities)
    if "<" in source[at:] or opened:
        tag = opened[-1][0] if opened else ""
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return "".join([*pieces, source[at:]]), entities


def _char(name: str) -> str:
    if name in _NAMED:
        return _NAMED[name]
    return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))


def _tag(
    match: "re.Match[str]",
    source: str,
    length: int,
    opened: list[tuple[str, str, int]],
    entities: list[Entity],
) -> None:
    closing, name, attributes, _ = match.groups()
    offset = len(source[: match.start()].encode())
    if not closing:
        if name.lower() not in _TAGS:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {offset}')
        opened.append((name.lower(), attributes.strip(), length))
        return
    if not opened or opened[-1][0] != name.lower():
        raise MarkupError(f"Unmatched end tag at byte offset {offset}")
    name, attributes, start = opened.pop()
    kind = _TAGS[name]
    if name == "blockquote" and attributes == "expandable":
        kind = "expandable_blockquote"
    if length > start:
        entities.append({"type": kind, "offset": start, "length": length - start})


def slice_units(text: str, entity: Entity) -> str:
    """What an entity covers."""
    start, length = int(str(entity["offset"])), int(str(entity["length"]))
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")
