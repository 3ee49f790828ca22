"""Turns of phrase by which a question leans on the talk before it, from data/query/talk.toml."""

from qa.language.cues import Cues

CUES = Cues("query/talk.toml")
has, cut, without, is_only = CUES.has, CUES.cut, CUES.without, CUES.is_only


def asks_what(text: str) -> bool:
    """Whether a text asks for a what in so many words."""
    return has("asks_what", text)
