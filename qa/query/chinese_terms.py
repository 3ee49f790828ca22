"""Terms: the content words of the Chinese part of a question, and what reports write for them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import accumulate, permutations
from typing import NamedTuple

from qa.analysis.figures import find_figures
from qa.language import resources
from qa.language.normalization import blank, is_han
from qa.language.numerals import scales, value_of, write
from qa.language.patterns import any_of, lazy_pattern
from qa.language.tokenization import known_words, pos, words_with_offsets
from qa.language.units import ANYTHING, longest_first, nouns
from qa.model import Figure, Term
from qa.query import cues
from qa.query.synonyms import Synonyms, without_noun

# jieba's tags of adverbs, prepositions, conjunctions, pronouns, particles and the like.
_IDLE_TAGS = frozenset(
    ["d", "p", "c", "r", "u", "uj", "ul", "uz", "ud", "ug", "y", "e", "o", "f", "zg", "k", "h", "x"]
)

_OPPOSITES = "query/opposites.tsv"
_OPPOSITE = 0.8
"""What the opposite counts for a word: 下降 where it is asked whether a thing rose."""
_OF_NUMBER = 0.9
"""What a thing counts for a word that says its number: 床位 for 床位数."""

_EXTENTS = ("length", "height", "width", "depth", "mass")
"""How far a thing reaches, each a cue and an implied term."""

Word = tuple[str, int, int]
"""A word with its start and end."""


class TermReader(NamedTuple):
    """Reads the content words of Chinese text."""

    synonyms: Synonyms
    in_corpus: Callable[[str], bool]
    """Whether the reports hold a word."""
    mend: Callable[[str], str | None]
    """Gives the word that a misspelt one was meant to be."""

    def read(self, han: str) -> list[Term]:
        """The terms of a text in order, those of its figures first.

        Args:
            han: The folded question; whatever is not to be read blanked out.
        """
        han = _without_measures(han, self.synonyms.longest)
        terms: list[Term] = []
        # The grammar of figures takes 20 ms to load, and few questions hold a figure.
        if cues.has("numeral", han):
            terms, han = _read_figures(han)
        return [*terms, *map(self._term, _with_deputies(self._content(han)))]

    def _content(self, han: str) -> Iterator[str]:
        """The words that bear content: the longest of phrase asked, stop phrase and word."""
        words = [piece for word in words_with_offsets(han) for piece in self._known_pieces(word)]
        words = _with_whole(words, self._quoted(han))
        starts = {start: (word, end) for word, start, end in words}
        at = 0
        while at < len(han):
            if not is_han(han[at]):
                at += 1
                continue
            word, end = starts.get(at) or _remainder(words, at)
            asked = self.synonyms.longest(han, at) or ""
            if len(asked) == 1 < len(word):
                asked = ""
            stop = self.synonyms.stop_at(han, at)
            if stop and stop >= max(len(asked), len(word)):
                at += stop
            elif asked and len(asked) >= len(word):
                yield asked
                at += len(asked)
            else:
                if _carries(word):
                    yield _without_aspect(word)
                at = end

    def _quoted(self, han: str) -> list[Word]:
        """What stands between quotation marks and in the reports: “阿同汗”.

        A slogan with a number (“六保”) is told item by item, in which its characters stand alone.
        """
        found = (m for m in cues.cue("quoted").matches(han) if not cues.has("numeral", m["it"]))
        return [(m["it"], *m.span("it")) for m in found if self.in_corpus(m["it"])]

    def _known_pieces(self, word: Word) -> list[Word]:
        """The word, or its parts if it is one that neither dictionary nor reports know."""
        text, start, end = word
        if len(text) == 2 and cues.is_only("place_within", text[1]) and not self.in_corpus(text):
            return [(text[0], start, start + 1), (text[1], start + 1, end)]
        known = len(text) < 2 or pos(text) or self.synonyms.longest(text, 0) == text
        if halves := self._halves(text):
            return [(half, at, at + 2) for half, at in zip(halves, (start, start + 2), strict=True)]
        # Two characters that only a guesser joined may meet in the reports by chance.
        if known or (len(text) > 2 and self.in_corpus(text)) or self._meant(text):
            return [word]
        parts = known_words(text)
        starts = accumulate(map(len, parts), initial=start)
        return [(part, at, at + len(part)) for part, at in zip(parts, starts, strict=False)]

    def _halves(self, text: str) -> tuple[str, ...]:
        """The two words a phrase joins, if reports write each in other words too: 化解矛盾.

        A thing that the reports name so (领导班子) stays one, a deed and its thing do not.
        """
        halves = text[:2], text[2:]
        if len(text) != 4 or len(self.synonyms.alternatives(text)) > 1:
            return ()
        if self.in_corpus(text) and not (pos(halves[0]) or "").startswith("v"):
            return ()
        return halves if all(len(self.synonyms.alternatives(h)) > 1 for h in halves) else ()

    def _term(self, word: str) -> Term:
        pairs = self.synonyms.alternatives(word)
        unknown = len(word) > 1 and len(pairs) == 1 and not pos(word) and not self.in_corpus(word)
        if unknown and (meant := self._meant(word)):
            pairs = self.synonyms.alternatives(meant)
        pairs = (*pairs, *self._counted(word))
        origin = "typo" if pairs[0][0] != word else "question"
        return Term(word, tuple(w for w, _ in pairs), tuple(x for _, x in pairs), origin=origin)

    def _counted(self, word: str) -> Iterator[tuple[str, float]]:
        """The thing that a word counts, which reports may write alone: 床位 of 床位数."""
        found = cues.cue("number_of").fullmatch(word)
        if found and (pos(found["thing"]) or self.in_corpus(found["thing"])):
            yield found["thing"], _OF_NUMBER

    def _meant(self, word: str) -> str | None:
        """The word that a misspelt one was meant to be; nobody misspells one that says nothing."""
        meant = self.mend(word)
        return meant if meant and _carries(meant) else None


def _with_whole(words: list[Word], quoted: Iterable[Word]) -> list[Word]:
    """The words, those of a quotation joined where it is no row of words that are known."""
    for text, start, end in quoted:
        inside = [word for word in words if start <= word[1] and word[2] <= end]
        if any(len(word) == 1 or not pos(word) for word, _, _ in inside):
            kept = [word for word in words if word not in inside]
            words = sorted([*kept, (text, start, end)], key=lambda word: word[1])
    return words


def _with_deputies(words: Iterable[str]) -> Iterator[str]:
    """The words, 副 joined to the office behind it, which the dictionary knows of few."""
    deputy = ""
    for word in words:
        if word == "副":
            deputy = word
            continue
        yield deputy + word
        deputy = ""
    if deputy:
        yield deputy


def _read_figures(han: str) -> tuple[list[Term], str]:
    """The figures of a text as terms, and the text without them."""
    figures = [f for f in find_figures(han) if f.low != 1 and f.text[0] not in "两几"]
    terms = [Term(f.text, _spellings(f)) for f in figures]
    han = blank(han, [(f.start, f.end) for f in figures])
    rounds = list(cues.cue("round_number").matches(han))
    terms += [Term(match[0], (match[0], *_scale(value_of(match[0])))) for match in rounds]
    return terms, blank(han, [m.span() for m in rounds])


def read_scaled(text: str) -> tuple[list[Term], str]:
    """The numbers of a text with million, billion and the like as terms, and the text without."""
    numbers = resources.read_toml(cues.NUMBERS)
    round_ = {value: name for name, value in numbers["round"].items()}
    found = list(_scaled().finditer(text))
    terms = []
    for match in found:
        value = Decimal(match[1].replace(",", "")) * numbers["powers"][match[2].lower()]
        name = round_.get(int(value))
        terms.append(Term(match[0], (*_scale(value), *([name] if name else []))))
    return terms, blank(text, [m.span() for m in found])


def _scale(value: Decimal | None) -> tuple[str, ...]:
    """A number in 万, 亿 and 万亿, as far as each is a scale that reports would write it in."""
    fitting = [(p, name) for p, name in scales()[1:] if value and p <= value < p * 10**6]
    return tuple(f"{write(value / p)}{name}" for p, name in fitting if value)


def join_parted(text: str, in_corpus: Callable[[str], bool]) -> str:
    """The text with verbs put together whose nouns stand apart: 放款多少 for 放了多少款.

    Args:
        text: Of a question.
        in_corpus: Whether the reports hold a word.
    """
    for match in cues.cue("parted").matches(text):
        verb, noun = match["verb"], match["noun"]
        known = (pos(verb + noun) or "").startswith(("v", "n")) and in_corpus(verb + noun)
        # 高几个点 asks for points, not for a high one.
        points = cues.is_only("idle", f"{match['many'] or ''}{noun}")
        if known and not (points or cues.is_only("measure", noun)):
            whole = f"{verb}{noun}{match['many'] or ''}".ljust(len(match[0]))
            text = f"{text[: match.start()]}{whole}{text[match.end() :]}"
    return text


def join_lacking(text: str, in_corpus: Callable[[str], bool]) -> str:
    """The text with what there is none of as reports write it: 无证 for 没证.

    Args:
        text: Of a question.
        in_corpus: Whether the reports hold a word.
    """
    for match in cues.cue("lacking").matches(text):
        word = f"无{match['noun']}"
        if pos(match["noun"]) == "n" and in_corpus(word):
            text = f"{text[: match.start()]}{word.rjust(len(match[0]))}{text[match.end() :]}"
    return text


def names_measure(text: str) -> bool:
    """Whether a text says of what measure the answer is: 几辆, 几个月 or 多少钱, not 几个."""
    if cues.has("measure_said", text) or asks_how_long(text):
        return True
    found = cues.cue("measured").matches(text)
    return any(m["span"] or text.startswith(longest_first(), m.end()) for m in found)


def asks_how_long(text: str) -> bool:
    """Whether a text asks for a length of time and for no number besides: 各有多少,要办多久."""
    return cues.has("duration", text) and not cues.has("how_many", cues.without("duration", text))


@cache
def _scaled() -> re.Pattern[str]:
    powers = any_of(resources.read_toml(cues.NUMBERS)["powers"])
    return lazy_pattern(rf"(\d[\d,]*(?:\.\d+)?)[ -]?({powers})\b", re.IGNORECASE)


@cache
def implied(name: str) -> Term:
    """What a question is after that names nothing but that, by its name in the data file."""
    rows = resources.read_rows("query/implied-terms.tsv", 3)
    ((thing, words),) = (meant for row, *meant in rows if row == name)
    return Term(thing, tuple(words.split("|")), origin="implied")


def implied_terms(text: str) -> Iterator[Term]:
    """The terms for what a question asks without naming it: how long a thing takes or is."""
    if asks_how_long(text):
        yield implied("duration")
    yield from (implied(name) for name in _EXTENTS if cues.has(name, text))


def either_way(term: Term) -> Term:
    """The term with the words of its opposite: that a thing fell tells whether it rose."""
    other = [w for w in _opposites().get(term.words[0], ()) if w not in term.words]
    own = term.weights or (1.0,) * len(term.words)
    weights = (*own, *(_OPPOSITE for _ in other))
    return replace(term, words=(*term.words, *other), weights=weights) if other else term


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    """The words of the other way, by each word of the one."""
    rows = [[tuple(cell.split("|")) for cell in row] for row in resources.read_rows(_OPPOSITES, 2)]
    return {word: two for row in rows for one, two in permutations(row, 2) for word in one}


def _remainder(words: list[Word], at: int) -> tuple[str, int]:
    """What is left of the word around a character when a phrase ended inside it."""
    for word, start, end in words:
        if start < at < end:
            return word[at - start :], end
    return "", at + 1


def _without_measures(han: str, phrase: Callable[[str, int], str | None]) -> str:
    """The text without 多少 and 几 and the measure words behind them.

    Args:
        han: Of the question.
        phrase: Gives the longest phrase of the lexicon that begins at a place.
    """
    for match in reversed(list(cues.cue("amount").matches(han))):
        numeral = cues.cue("numeral_behind_amount").match(han, match.end())
        end = numeral.end() if numeral else match.end()
        unit = next((u for u in longest_first() if han.startswith(u, end)), "")
        noun = next(iter(known_words(han[end:])), "")
        unit = without_noun(unit)
        rest = noun[len(unit) :]
        # The dictionary takes 架飞机 and 头牛 for words.
        whole = not (len(rest) > 1 and pos(rest)) and unit not in nouns().get(rest, ())
        # 家规上企业 is no 家规: a phrase goes on behind the word.
        whole = whole and len(phrase(han, end + len(unit)) or "") <= len(rest)
        if (
            unit != ANYTHING
            and rest
            and noun.startswith(unit)
            and (pos(noun) or "")[:1] == "n"
            and whole
        ):
            unit = ""  # 人口 and 项目 are asked for, no persons and no items
        han = blank(han, [(match.start(), end + len(unit))])
    return han


def _spellings(figure: Figure) -> tuple[str, ...]:
    """How a report may write a figure of the question: 一百万, 100万, 1000000."""
    value, unit = figure.low, figure.unit
    forms = [f"{write(value / p)}{name}" for p, name in scales() if p <= value < p * 10**6]
    return tuple(dict.fromkeys((figure.text, *(form + unit for form in forms), *forms[1:])))


def _without_aspect(word: str) -> str:
    """A verb without the 了 or 过 that the dictionary joined to it."""
    return word[0] if len(word) == 2 and cues.is_only("aspect", word[1]) else word


def _carries(word: str) -> bool:
    """Whether a word bears content: no adverb, pronoun, particle or lone measure word."""
    tag = pos(word)
    return any(map(is_han, word)) and tag not in _IDLE_TAGS and (len(word) > 1 or tag != "q")
