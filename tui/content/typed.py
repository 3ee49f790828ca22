"""What people type to be understood by a program, in the place of a question."""

from tui.content.wording import say

_MARKS = (":", "/")
_COMMANDS = ("quit", "new", "help")


def command_in(text: str) -> str:
    """What a text orders: quit, new, help or unknown; empty if it is a question.

    A mark before the word, : or /, may be left out; what has one and is known to nobody is unknown.
    """
    word = text.strip().lower()
    marked = word.startswith(_MARKS)
    bare = word[marked:]
    known = (code for code in _COMMANDS if bare in say(f"typed-{code}").split())
    return next(known, "unknown" if marked and bare.isascii() and len(word.split()) == 1 else "")
