"""Questions: what a question asks for, about which places and years, and in which words.

The reading is a guess that people can see (`yinju explain`), so it never drops a word silently
that a report might answer to: what cannot be read is named in `Query.unread`.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path

from qa import english
from qa.dictionary import Glosses
from qa.figures import find_figures
from qa.model import Figure, Kind, Query, Question, Term
from qa.periods import years_in
from qa.places import NATION, PlaceReading, Places
from qa.spans import find_spans
from qa.synonyms import Synonyms
from qa.text import fold, is_han
from qa.tokens import known_words, pos, words_with_offsets
from qa.units import longest_first

DATA = Path(__file__).parent / "data"
_IDLE_TAGS = frozenset(("d", "p", "c", "r", "u", "uj", "ul", "uz", "ud", "ug", "y", "e", "o", "f", "zg", "k", "h", "x"))
_HOW_MANY = re.compile(r"多少|几|哪(?=[一二两三四五六七八九十几\d])")
_MEASURED = re.compile(r"多少|几|[哪那这](?=[一二两三四五六七八九十几\d]|[个份篇片家位天年月日些条项座所])")
_ASKED = re.compile(r"(?:哪|是)([二两三四五六七八九十]|\d{1,2})(?:个|类|项|种|条|家|所|座|大|方面|点|名|位|级|天)")
_WITHIN = "里上中内外边"  # 队里 is 队
_NUMBERS = {n: i for i, n in enumerate("二三四五六七八九十", 2)} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading a question needs to know of the corpus and the language."""

    places: Places
    synonyms: Synonyms
    glosses: Glosses
    lexicon: english.Lexicon
    in_corpus: Callable[[str], bool]

    def read(self, question: Question) -> Query:
        """The question as it was read, without its history."""
        text = normalise(question.text)
        lang = language(text)
        found = self._places(text)
        bare = _blank(text, found.spans)
        years = question.years or years_in(_long_years(bare))
        kind = self._kind(bare, lang, found.mentions, len(years))
        byline = bool(_intents()["byline"].search(text))
        of_report = not question.years and bool(_intents()["of_report"].search(bare))
        rest = _without_idle(bare, kind, byline)
        han = _han_part(rest)
        unknown = found.unknown or self._unknown(han)
        read = self._english(rest)
        unread = tuple(Term(word, (word,)) for word in read.unread)
        terms = (*self._terms(han), *read.terms, *unread)
        if byline:
            terms = (Term("报告", ("报告",)),)
        return Query(
            text=text,
            lang=lang,
            kind=kind,
            places=question.places or found.places,
            mentions=tuple((p,) for p in question.places) or found.mentions,
            years=() if of_report else years,
            report_years=years if of_report else (),
            terms=tuple(_marked(t) for t in _distinct(terms)),
            unknown_places=unknown,
            unread=read.unread,
            units=self._units(bare, lang, kind),
            plan=_intent(text),
            byline=byline,
            person=_wants_person(text, terms),
            total=bool(_intents()["total"].search(text)),
            asked=_asked(bare),
        )

    def _places(self, text: str) -> PlaceReading:
        han = self.places.find_han(text, lambda w: pos(w) == "ns")
        latin = self.places.find_latin(_blank(text, han.spans), self._is_english)
        mentions = tuple(dict.fromkeys((*han.mentions, *latin.mentions)))
        spans = (*han.spans, *latin.spans)
        if len(mentions) > 1 and (NATION,) in mentions:
            # 全国十大 beside another place is no place of its own.
            mentions = tuple(m for m in mentions if m != (NATION,))
        if not mentions and (nation := self.places.nation(text)):
            mentions = (nation,)
        return PlaceReading(mentions, spans, latin.unknown)

    def _is_english(self, word: str) -> bool:
        return bool(self.glosses.find([english.stem(word)]) or self.lexicon.find([word]))

    def _unknown(self, han: str) -> tuple[str, ...]:
        # A guesser of new words would join 镇 to what follows: 云南 镇有.
        return self.places.unknown_han(known_words(han), self.in_corpus)

    def _kind(self, rest: str, lang: str, mentions: Sequence[Sequence[str]], years: int) -> Kind:
        one = len(mentions) == 1
        named = any(len(mention) == 1 for mention in mentions)
        han = kind_of(rest, named, one and years < 2)
        kind = (han if any(map(is_han, rest)) else None) or english.kind_of(rest)
        if lang != "zh":
            kind = english.kind_of(rest) or kind
        if kind is Kind.COMPARE and one and years < 2:
            kind = Kind.AMOUNT
        return kind or Kind.WHAT

    def _units(self, rest: str, lang: str, kind: Kind) -> tuple[str, ...]:
        if kind not in (Kind.COUNT, Kind.AMOUNT, Kind.COMPARE, Kind.ACROSS):
            return ()
        intents = _intents()
        if intents["share"].search(rest) or (kind is not Kind.COUNT and intents["growth"].search(rest)):
            return self.synonyms.units.kinds["share"]
        if _HOW_MANY.search(rest) or (lang == "zh" and kind in (Kind.COUNT, Kind.AMOUNT)):
            return self.synonyms.units_for(rest)
        return english.answer_unit(rest) if lang != "zh" else ()

    def _english(self, rest: str) -> english.Reading:
        read = english.read(rest, self.glosses, self.in_corpus, self.lexicon)
        names = {word: self.places.names_of(word) for word in read.unread}
        found = tuple(Term(w, n, origin="name") for w, n in names.items() if n)
        return english.Reading((*read.terms, *found), tuple(w for w, n in names.items() if not n))

    def _terms(self, han: str) -> list[Term]:
        """The content words of the Chinese part, each with what reports may write for it."""
        han = self._without_measures(han)
        figures = [f for f in find_figures(han) if f.low != 1 and f.text[0] not in "两几"]
        terms = [Term(f.text, _spellings(f)) for f in figures]
        han = _blank(han, [(f.start, f.end) for f in figures])
        words = [piece for word in words_with_offsets(han) for piece in self._known_pieces(word)]
        starts = {start: (word, end) for word, start, end in words}
        at = 0
        while at < len(han):
            if not is_han(han[at]):
                at += 1
                continue
            word, end = starts.get(at) or self._remainder(words, at)
            asked = self.synonyms.longest(han, at) or ""
            stop = self.synonyms.stop_at(han, at)
            if len(asked) == 1 and len(word) > 1:
                asked = ""
            if stop and stop >= max(len(asked), len(word)):
                at += stop
            elif asked and len(asked) >= len(word):
                terms.append(self._term(asked))
                at += len(asked)
            else:
                if _carries(word):
                    terms.append(self._term(_without_aspect(word)))
                at = end
        return terms

    def _known_pieces(self, word: tuple[str, int, int]) -> list[tuple[str, int, int]]:
        """The word, or its parts if it is one that neither dictionary nor reports know."""
        text, start, end = word
        if len(text) == 2 and text[1] in _WITHIN and not self.in_corpus(text):
            return [(text[0], start, start + 1), (text[1], start + 1, end)]
        if len(text) < 2 or pos(text) or self.synonyms.longest(text, 0) == text or self.in_corpus(text):
            return [word]
        parts = known_words(text)
        starts = accumulate(map(len, parts), initial=start)
        return [(part, at, at + len(part)) for part, at in zip(parts, starts, strict=False)]

    @staticmethod
    def _remainder(words: list[tuple[str, int, int]], at: int) -> tuple[str, int]:
        """What is left of the word around a character when a phrase ended inside it."""
        for word, start, end in words:
            if start < at < end:
                return word[at - start :], end
        return "", at + 1

    @staticmethod
    def _without_measures(han: str) -> str:
        """The text without 多少 and 几 and the measure words behind them."""
        for match in reversed(list(_MEASURED.finditer(han))):
            end = match.end()
            while end < len(han) and han[end] in "一二两三四五六七八九十几万亿":
                end += 1
            unit = next((u for u in longest_first() if han.startswith(u, end)), "")
            han = _blank(han, [(match.start(), end + len(unit))])
        return han

    def _term(self, word: str) -> Term:
        pairs = self.synonyms.alternatives(word)
        return Term(word, tuple(w for w, _ in pairs), tuple(x for _, x in pairs))


def _wants_person(text: str, terms: Sequence[Term]) -> bool:
    """Whether a question asks what the holder of an office is called."""
    if not _intents()["named"].search(text):
        return False
    words = [word for term in terms for word in term.words[:2]]
    return any(s.kind == "role" and s.text == word for word in words for s in find_spans(word))


def _spellings(figure: Figure) -> tuple[str, ...]:
    """How a report may write a figure of the question: 一百万, 100万, 1000000."""
    value, unit = figure.low, figure.unit
    powers = [(1, ""), (10_000, "万"), (100_000_000, "亿")]
    forms = [f"{value / p:g}{name}" for p, name in powers if value >= p and value / p < 10**6]
    return tuple(dict.fromkeys((figure.text, *(form + unit for form in forms), *forms[1:])))


def normalise(text: str) -> str:
    """The question in plain forms: folded characters, Latin case kept, single spaces."""
    folded = fold(text)
    kept = "".join(
        o if o.isascii() and o.lower() == f else f for o, f in zip(text, folded, strict=True)
    )
    return re.sub(r"\s+", " ", kept).strip()


def language(text: str) -> str:
    """zh, en or mixed, by script alone."""
    latin = re.search(r"[A-Za-z]{3,}", re.sub(r"\b(?:GDP|PM|RCEP|AI|WeChat|APP|CPI)\b", "", text))
    if not any(map(is_han, text)):
        return "en"
    return "mixed" if latin else "zh"


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads((DATA / "kinds.toml").read_text("utf-8"))
    return tuple((kind, re.compile(p)) for kind, patterns in table.items() for p in patterns)


def kind_of(text: str, placed: bool = False, single: bool = False) -> Kind | None:
    """What a Chinese question asks for, None if no pattern fits.

    Args:
        text: The folded question, place names blanked out.
        placed: Whether it names a place, so that it does not ask which places.
        single: Whether there is but one thing, so that there is nothing to compare.
    """
    text = re.sub(r"\s", "", text)
    for kind, pattern in _kinds():
        if (kind == "across" and placed) or (kind == "compare" and single):
            continue
        if pattern.search(text):
            return Kind(kind.removeprefix("default_").removesuffix("_first"))
    return None


@cache
def _intents() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads((DATA / "intent.toml").read_text("utf-8"))
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}


def _intent(text: str) -> bool | None:
    intents = _intents()
    if intents["fact"].search(text):
        return False
    return True if intents["plan"].search(text) else None


def _without_idle(text: str, kind: Kind, byline: bool) -> str:
    """The text without the words that say how to answer and not what is spoken of."""
    intents = _intents()
    names = ["idle"]
    if kind in (Kind.COMPARE, Kind.ACROSS):
        names.append("comparative")
    if byline:
        names.append("byline")
    for name in names:
        text = _blank(text, [m.span() for m in intents[name].finditer(text)])
    return text


def _asked(text: str) -> int:
    match = _ASKED.search(text)
    return (_NUMBERS.get(match[1]) or int(match[1])) if match else 1


def _without_aspect(word: str) -> str:
    """A verb without the 了 or 过 that the dictionary joined to it: 定了."""
    return word[0] if len(word) == 2 and word[1] in "了过" else word


def _carries(word: str) -> bool:
    """Whether a word bears content: no adverb, pronoun, particle or lone function word."""
    tag = pos(word)
    return any(map(is_han, word)) and tag not in _IDLE_TAGS and (len(word) > 1 or tag != "q")


def _blank(text: str, spans: object) -> str:
    """The text with stretches overwritten by blanks, so that offsets stay."""
    for start, end in spans:  # type: ignore[attr-defined]
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _long_years(text: str) -> str:
    """The text with 25年 written out as 2025年; 20年 of a span of time stays."""
    return re.sub(r"(?<![\d近过前后来第.])([0-3]\d)年(?=[^级期内来后前]|$)", r"20\1年", text)


def _han_part(text: str) -> str:
    """The text with Latin words and years blanked out."""
    text = re.sub(r"(?<!\d)(?:(?:19|20)\d\d|[0-3]\d(?=年))\s?年?(?:度)?", lambda m: " " * len(m[0]), text)
    return re.sub(r"[A-Za-z][A-Za-z'’\-]*", lambda m: " " * len(m[0]), text)


def _marked(term: Term) -> Term:
    """The term, marked if it only names a measure or only says that plans are asked for."""
    intents, word = _intents(), term.source
    return replace(
        term,
        measure=bool(intents["measure"].fullmatch(word)),
        target=bool(intents["target"].fullmatch(word)),
    )


def _distinct(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple({t.source.lower(): t for t in reversed(terms)}.values())[::-1]


def with_places(query: Query, places: tuple[str, ...]) -> Query:
    """The query about other places."""
    return replace(query, places=places)
