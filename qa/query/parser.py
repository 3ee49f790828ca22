"""Questions: what a question asks for, about which places and years, and in which words.

The reading is a guess that people can see (`yinju explain`), so it never drops a word silently
that a report might answer to: what cannot be read is named in `Query.unread`.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.language.normalization import blank, plain
from qa.language.patterns import lazy_pattern
from qa.language.tokenization import known_words, pos
from qa.language.years import spell_years, years_in
from qa.model import Kind, Query, Question, Term
from qa.query import cues, english_terms, wrappings
from qa.query.asked.places import name_body, of_place_alone
from qa.query.asked.units import units_asked
from qa.query.bilingual_dictionary import Glosses
from qa.query.chinese_terms import (
    TermReader,
    either_way,
    implied,
    implied_terms,
    join_lacking,
    join_parted,
    names_measure,
    read_scaled,
)
from qa.query.conversation.phrases import asks_what
from qa.query.conversation.things import things
from qa.query.kinds import kind_of
from qa.query.latin_names import find_names
from qa.query.lexicon import Lexicon
from qa.query.persons import wants_person
from qa.query.place_names import NATION, latin_suffixes
from qa.query.places import PlaceReading, Places
from qa.query.spelling import SpellingCorrector
from qa.query.synonyms import Synonyms

_LATIN = lazy_pattern(r"[A-Za-z][A-Za-z'’\-]*")


class QueryParser(NamedTuple):
    """All that reading a question needs to know of the corpus and the language."""

    places: Places
    synonyms: Synonyms
    glosses: Glosses
    lexicon: Lexicon
    in_corpus: Callable[[str], bool]
    """Whether the reports hold a word."""
    spelling: SpellingCorrector
    nameless: Collection[str] = ()
    """Ids of the reports that do not say whose they are; outside the text they are places."""

    def parse(self, question: Question) -> Query:
        """The question as it was read, without its history."""
        text = self._mend(plain(question.text))
        text = wrappings.without_rejected(spell_years(text)).strip()
        text = wrappings.claim_as_question(text, self._asks)
        bare = wrappings.unwrap(text, self._asks, self._names)
        query = self._parse(question, bare)
        if heard := self._as_heard(query, bare):
            for typed, place in heard.items():
                bare = bare.replace(typed, place)
            query = self._parse(question, bare)
            return replace(query, heard=(*query.heard, *heard.items()))
        # 听说有张企业名单,上面有多少家: what was taken for an aside may name the thing.
        return query if bare == text or things(query) else self._parse(question, text)

    def _as_heard(self, query: Query, text: str) -> dict[str, str]:
        """Places that were misspelt by those of the reports that they are; empty if none was."""
        heard = self.places.as_heard(query.unknown_places)
        if query.unknown_places and not heard:
            return {}
        for term in query.terms:
            if term.origin == "typo" and term.words[0] in self.places.all and not query.places:
                heard[term.source] = term.words[0]
        return heard | self.places.heard_within(text, known_words, self.in_corpus)

    def _parse(self, question: Question, text: str) -> Query:
        """The question as it was read, without what is said around it."""
        lang = cues.language_of(text)
        found = self._chosen(self._places(text), question.places)
        besides = self._besides(text, found)
        found = found._replace(mentions=tuple(m for m in found.mentions if not besides & set(m)))
        bare = blank(text, (*found.spans, *cues.left_out(text, sorted(found.spans))))
        dated = _long_years(bare)
        byline = cues.has("byline", text)
        of_report = dated if byline else cues.cut("of_report", dated)
        filed = () if question.years else years_in(of_report)
        dated = "" if byline else cues.without("of_report", dated)
        years = question.years or years_in(dated)
        across = Kind.ACROSS if besides and not found.mentions else None
        kind = question.kind or across or self._kind_over(bare, lang, found.mentions, years, filed)
        if kind is Kind.ACROSS and found.mentions == ((NATION,),) and not found.spans:
            # National says here of what kind a thing is: the first national list.
            found = found._replace(mentions=())
        asks = kind is not Kind.WHAT or asks_what(bare)
        weakness = cues.has("weakness", bare) and not cues.has("mended", bare)
        if kind is Kind.WHAT and weakness and not question.kind:
            kind = Kind.LIST
        if kind is not Kind.COMPARE and not question.years:
            years = years_in(cues.without("base_year", dated))
        counted = cues.without("excluded", bare) if kind.wants_figure else bare
        asked = self._joined(cues.without("left_open", counted))
        query = Query(
            text=text,
            lang=lang,
            kind=kind,
            asks=asks,
            places=found.places,
            besides=tuple(sorted(besides)),
            mentions=found.mentions,
            years=years,
            report_years=filed,
            unknown_places=found.unknown,
            heard=found.heard,
            units=units_asked(asked, lang, kind, self.synonyms, self.lexicon),
            strict=names_measure(asked),
            byline=byline,
            weakness=weakness,
            excluded=self._excluded(bare, asked) if counted != bare else (),
        )
        query = cues.apply(query, bare, bool(years))
        return self._with_terms(query, cues.without_idle(asked, kind, query.byline))

    def _joined(self, text: str) -> str:
        """A text with the words put together that people part: 放款多少 for 放了多少款."""
        return join_lacking(join_parted(text, self.in_corpus), self.in_corpus)

    def _with_terms(self, query: Query, rest: str) -> Query:
        """The query with the words of what is left of its text."""
        said = query.weakness and cues.has("weakness_said", query.text)
        shortcomings = (implied("shortcomings"),) if said else ()
        rest = cues.without("weakness_said", rest) if said else rest
        han = _han_part(rest)
        scaled, rest = read_scaled(rest)
        read = self._english(rest)
        unread = (Term(word, (word,)) for word in read.unread)
        passed = (implied("passed"),) if cues.has("passed", rest) else ()
        terms = (
            *implied_terms(query.text),
            *shortcomings,
            *passed,
            *TermReader(self.synonyms, self.in_corpus, self.spelling.correct).read(han),
            *scaled,
            *read.terms,
            *unread,
        )
        if query.kind is Kind.YESNO:
            terms = tuple(map(either_way, terms))
        if cues.has("body", query.text):
            query, terms = name_body(query, terms)
        query, terms = of_place_alone(query, terms, rest)
        query = replace(query, extreme=cues.extreme_beside(query, terms))
        unknown = query.unknown_places or self._unknown(han)
        lead = wrappings.lead_of(query.text, self._asks)
        terms = tuple(t for t in terms if t.source not in unknown and not self._is_aside(t, lead))
        return replace(
            query,
            unknown_places=unknown,
            terms=tuple(map(_mark, (implied("report"),) if query.byline else _distinct(terms))),
            unread=read.unread,
            person=wants_person(query, terms),
        )

    def _unknown(self, han: str) -> tuple[str, ...]:
        """What looks like a place and is none of the reports."""
        # A guesser of new words would join 镇 to what follows: 云南 镇有.
        text = cues.without("in_nation", han)
        return self.places.unknown_han(text, known_words, self.in_corpus)

    def _excluded(self, bare: str, asked: str) -> tuple[str, ...]:
        """The words of what is not to be counted in, without those of what is asked for."""
        found = cues.cue("excluded").matches(bare)
        said = " ".join(next(filter(None, match.groups()), "") for match in found)
        reader = TermReader(self.synonyms, self.in_corpus, self.spelling.correct)
        named, kept = ((*reader.read(_han_part(t)), *self._english(t).terms) for t in (said, asked))
        wanted = " ".join(term.words[0] for term in kept)
        words = (word for term in named for word in known_words(term.words[0]))
        return tuple(word for word in words if len(word) > 1 and word not in wanted)

    def _besides(self, text: str, found: PlaceReading) -> set[str]:
        """The places that a question leaves out of what it asks of all."""
        named = (text[start:end] for start, end in cues.left_out(text, sorted(found.spans)))
        return {place for name in named for place in self._places(name).places}

    def _mend(self, text: str) -> str:
        """The text with its misspelt English words mended; names are none."""
        return english_terms.mend(text, self._is_name, self.glosses, self.in_corpus, self.lexicon)

    def _is_name(self, word: str) -> bool:
        if word.lower() in latin_suffixes():
            return True
        found = self.places.find_latin(word, self._is_english)
        return bool(found.spans or self.places.names_of(word))

    def _asks(self, text: str) -> bool:
        """Whether a piece of text asks for something."""
        return self._kind(text, cues.language_of(text), (), 0) is not Kind.WHAT or asks_what(text)

    def _names(self, text: str) -> bool:
        """Whether a piece of text names a place or a year."""
        return bool(self._places(text).spans or years_in(text))

    def _chosen(self, found: PlaceReading, names: Sequence[str]) -> PlaceReading:
        """The places chosen outside the text, in any spelling; else those found in it."""
        if not names:
            return found
        read = {name: self._place(name) for name in names}
        mentions = tuple(m for reading in read.values() for m in reading.mentions)
        unknown = tuple(name for name, reading in read.items() if not reading.mentions)
        return PlaceReading(tuple(dict.fromkeys(mentions)), found.spans, unknown)

    def _place(self, name: str) -> PlaceReading:
        if name in self.nameless:
            return PlaceReading(((name,),), (), ())
        return self._places(plain(name))

    def _places(self, text: str) -> PlaceReading:
        return self.places.find(text, lambda word: pos(word) == "ns", self._is_english)

    def _is_aside(self, term: Term, lead: str) -> bool:
        """Whether a term only stands in what leads to the question, and in no report."""
        return term.source in lead and not any(map(self.in_corpus, term.words))

    def _is_english(self, word: str) -> bool:
        return self.lexicon.knows(word) or english_terms.is_idle(word)

    def _kind_over(
        self,
        rest: str,
        lang: str,
        mentions: Sequence[Sequence[str]],
        years: Sequence[int],
        filed: Sequence[int],
    ) -> Kind:
        """The kind; what reports of several years count is compared."""
        kind = self._kind(rest, lang, mentions, len(years or filed))
        compares = len(filed) > 1 and kind in (Kind.COUNT, Kind.AMOUNT)
        return Kind.COMPARE if compares else kind

    def _kind(self, rest: str, lang: str, mentions: Sequence[Sequence[str]], years: int) -> Kind:
        single = len(mentions) == 1 and years < 2
        placed = any(len(mention) == 1 and mention != (NATION,) for mention in mentions)
        rest = cues.without("slogan", rest)
        kind = kind_of(rest, lang, placed, single)
        if kind is Kind.COMPARE and not mentions and years < 2:
            return Kind.ACROSS
        several = sum(len(mention) == 1 for mention in mentions) > 1
        compares = cues.has("comparative", rest) or cues.has("differs", rest)
        if several and (kind.wants_figure or compares):
            return Kind.COMPARE
        if kind.wants_figure and kind is not Kind.ACROSS and cues.has("years_apart", rest):
            return Kind.COMPARE
        return kind

    def _english(self, rest: str) -> english_terms.Reading:
        read = english_terms.read(rest, self.glosses, self.in_corpus, self.lexicon)
        names, unread = find_names(rest, read.unread, self._named)
        widened = [self.synonyms.widen(term, self.in_corpus) for term in read.terms]
        return english_terms.Reading((*widened, *names), unread)

    def _named(self, spelling: str) -> list[str]:
        return list(filter(self.in_corpus, self.places.names_of(spelling)))


def _long_years(text: str) -> str:
    """The text with 25年 written out as 2025年; 20年 of a span of time stays."""
    for match in reversed(list(cues.cue("short_year").matches(text))):
        text = f"{text[: match.start()]}20{text[match.start() :]}"
    return text


def _han_part(text: str) -> str:
    """The text with Latin words and years blanked out."""
    text = cues.without("year", text)
    return blank(text, [m.span() for m in _LATIN.finditer(text)])


def _mark(term: Term) -> Term:
    """The term, marked if it only names a measure or only says that plans are asked for."""
    measure, target = (cues.is_only(name, term.source) for name in ("measure", "target"))
    return replace(term, measure=measure, target=target) if measure or target else term


def _distinct(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms, each once, the first of those of one wording."""
    return tuple({t.source.lower(): t for t in reversed(terms)}.values())[::-1]
