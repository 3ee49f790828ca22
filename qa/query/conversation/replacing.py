"""Replacing: a thing of its own, asked about as the one in talk was: 网格员呢."""

from qa.model import Query
from qa.query import cues
from qa.query.conversation import phrases
from qa.query.conversation.state import Turn
from qa.query.conversation.written import Written, about, how_many, how_much, unsaid


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
