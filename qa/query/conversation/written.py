"""Written: a question written out, and the words of it; a thing in the place of another."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.language.normalization import is_han
from qa.model import Kind, Query, Term
from qa.query import cues
from qa.query.conversation import phrases
from qa.query.conversation.state import Taken, Turn
from qa.wording import say

_APART = " / "
"""Between words from different places, so that no phrase is read across them."""


class Written(NamedTuple):
    """A question written out."""

    text: str
    kind: Kind | None
    """What it asks for, where no words of the text tell."""
    thing: str
    """What became of the thing in talk: kept, own, replaced, narrowed or told by an answer."""
    kind_is: str
    """What became of the kind in talk: kept or own."""

    @property
    def taken(self) -> Taken:
        """Which rule gave thing and kind."""
        return (("thing", self.thing), ("kind", self.kind_is))


def about(thing: Sequence[Term], said: str) -> str:
    """What was said, of a thing in talk."""
    return _APART.join((*(term.source for term in thing), said))


def how_much(own: Query) -> str:
    """The words that ask how much, in the language of the question."""
    return say("how-much", own.spoken)


def how_fast(own: Query, thing: Sequence[Term]) -> str:
    """The words that ask how fast a thing grew, in the language of the question."""
    of = " ".join(term.source for term in thing)
    return say("how-fast", own.spoken, of=of)


def how_many(own: Query, said: str) -> str:
    """A thing with the words that ask how much or, of an English plural, how many."""
    if own.lang == "en" and phrases.has("plural", said):
        return say("how-many-of", "en", of=said)
    return f"{how_much(own)} {said}"


def with_place(query: Query) -> Query:
    """A question with its place in its text, as one who asks it alone would name it."""
    text, names = query.text, [mention[0] for mention in query.mentions]
    if len(names) != 1 or names[0] in text or not any(map(is_han, text)):
        return query
    return replace(query, text=f"{names[0]}{text}")


def undated(text: str) -> str:
    """The text without its years."""
    return cues.without("year", text)


def unsaid(base: Query) -> Kind | None:
    """The kind of a question that its text does not tell."""
    return None if base.kind.wants_figure else base.kind


def replaced(own: Query, before: Turn) -> Written:
    """A question that only names a thing, with what was asked of the one in talk."""
    base, said = before.query, _headed(own, before)
    frame = phrases.cut("shortcomings" if base.weakness else "frame", base.text)
    if phrases.has("of_part", base.text) and ("thing", "kept") in base.taken and not own.mentions:
        # 地方呢 after 其中中央多少 is another part of the same.
        return Written(about(before.whole, f"{frame} {said}"), None, "kept", "kept")
    if _needs_no_frame(said, frame, base):
        return Written(how_many(own, said), None, "replaced", "kept")
    kind = None if frame else unsaid(base)
    if phrases.has("new_ones", frame) and phrases.has("grew", said):
        # 进口涨了 after 新增了多少 asks by how much.
        return Written(f"{said.rstrip()}{how_much(own)}", None, "replaced", "kept")
    return Written(_in_frame(own, said, frame, base), kind, "replaced", "kept")


def _needs_no_frame(said: str, frame: str, base: Query) -> bool:
    """Whether a thing tells by its name how much is asked: 城镇新增就业呢 after 涨了多少."""
    if phrases.has("new_ones", frame) and phrases.has("stock", said):
        return True
    own_measure = base.kind.wants_figure and phrases.has("own_measure", said)
    return own_measure and base.change is not False


def _headed(own: Query, before: Turn) -> str:
    """What is said, with the noun in talk where it leaves out its own: 共享的呢 after 数据目录."""
    if own.mentions or not (before.thing and phrases.has("headless", own.text)):
        return own.text
    return f"{own.text.strip(' ?。')}{before.thing[-1].source}"


def _in_frame(own: Query, said: str, frame: str, base: Query) -> str:
    """What is said in the words that ask, with the measure or growth that was asked for."""
    measure = phrases.cut("measured_by", base.text)
    if measure and not any(phrases.has(cue, said) for cue in ("measured_by", "stock")):
        return f"{said}{measure}{frame}"  # 高速公路呢 after 高铁里程
    if cues.has("target", said) and not said.isascii():
        return f"{said}{frame}"  # GDP目标多少
    if phrases.has("attributes", said) and phrases.has("counts", frame):
        return f"{how_much(own)} {said}"  # trade growth after how many parks
    if phrases.has("attributes", said) or phrases.has("attributes", frame):
        return f"{frame} {said}"
    # 进出口呢 after GDP增速是多少 is asked of its growth too.
    attribute = "" if phrases.has("own_measure", said) else phrases.cut("attributes", base.text)
    return " ".join((frame, said, attribute) if attribute.isascii() else (attribute + frame, said))
