"""Units asked for: of which measure words the figure may be that answers a question."""

from functools import partial

from qa.language.units import unit_kind
from qa.model import Kind
from qa.query import cues, english_terms
from qa.query.chinese_terms import asks_how_long, names_measure
from qa.query.lexicon import Lexicon
from qa.query.synonyms import Synonyms


def units_asked(
    rest: str, lang: str, kind: Kind, synonyms: Synonyms, lexicon: Lexicon
) -> tuple[str, ...]:
    """The measure words that the answer may carry.

    Args:
        rest: The question without its places.
        lang: zh, en or mixed.
        kind: What it asks for.
        synonyms: With the units that Chinese phrases ask for.
        lexicon: The compiled lexicon, by which English nouns are counted.
    """
    if not kind.wants_figure:
        return ()
    if asks_how_long(rest):
        return synonyms.units.kinds["time"]
    rest = cues.without("duration", rest)
    # 增长了多少家 asks for firms, 增长目标是多少 for a share.
    counted = names_measure(rest) or (kind is Kind.COUNT and "how many" in rest.lower())
    growth = not counted and cues.has("growth", rest)
    sums = "number_of_each" if kind is Kind.ACROSS else "how_many"
    told = cues.has("share_told", rest) and not cues.has(sums, rest)
    if (growth or cues.has("share", rest)) and not told:
        return synonyms.units.kinds["share"]
    if cues.has(sums, rest) or (lang == "zh" and kind in (Kind.COUNT, Kind.AMOUNT)):
        behind = english_terms.unit_behind(rest) if lang == "mixed" else ()
        return behind or _with_growth(synonyms.units_for(cues.without("aim", rest)), rest, synonyms)
    counting = partial(_counting, synonyms=synonyms, lexicon=lexicon)
    return english_terms.answer_unit(rest, counting) if lang != "zh" else ()


def _counting(english: str, synonyms: Synonyms, lexicon: Lexicon) -> tuple[str, ...]:
    """The measure words of what an English noun is in Chinese."""
    meant = lexicon.translate(english.split())
    return synonyms.units.of_noun(meant[0][0]) if meant else ()


def _with_growth(units: tuple[str, ...], rest: str, synonyms: Synonyms) -> tuple[str, ...]:
    """The units, of an aim for money its growth too: GDP目标是多少."""
    money = cues.has("aim", rest) and unit_kind(next(iter(units), "")) == "money"
    return (*units, *synonyms.units.kinds["share"]) if money else units
