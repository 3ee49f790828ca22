"""Things: what a question is about, as its words tell."""

import re
from collections.abc import Sequence
from functools import partial

from qa.analysis import entities
from qa.language.normalization import is_han
from qa.language.tokenization import pos
from qa.model import Kind, Query, Term
from qa.query.conversation import phrases

_NO_NOUNS = ("v", "a", "d", "p", "m", "q", "r", "f", "t")
"""First letters of the tags of verbs, adverbs, numbers, places and times."""
_OF_DEEDS = (Kind.HOW, Kind.WHY, Kind.YESNO, Kind.WHO)


def things(query: Query) -> tuple[Term, ...]:
    """The terms that say what is asked about; a verb alone does so only where its unit is named."""
    content = tuple(term for term in query.terms if not (term.measure or term.target))
    if (
        not content
        and phrases.has("plans_as_such", query.text)
        and not phrases.has("refers", query.text)
    ):
        return () if query.kind.wants_figure else query.terms
    # How fast a thing grew is asked of the thing.
    says_none = ("attributes", *(("became",) if query.kind.wants_figure else ()))
    content = tuple(t for t in content if not any(phrases.is_only(c, t.source) for c in says_none))
    if len(content) == 1:
        content = tuple(t for t in content if not phrases.is_only("measures", t.source))
    if query.kind is Kind.WHY:
        content = tuple(t for t in content if not phrases.is_only("reasons", t.source))
    if query.kind is Kind.WHAT and all(phrases.is_only("came_of_it", t.source) for t in content):
        return ()  # what did it manage
    if query.person or not query.asks:
        # 新建的呢 and the actual one do not say of what.
        says_none = ("makes", "came_of_it")
        return tuple(t for t in content if not any(phrases.is_only(c, t.source) for c in says_none))
    if query.kind in _OF_DEEDS and len(content) == 1 and _is_deed(content[0]):
        return ()  # 谁管理的 does not say what
    left_out = query.kind.wants_figure and phrases.CUES["left_out"].search(query.text)
    is_noun = partial(_is_counted, left_out) if left_out else partial(_is_noun_in, query.text)
    holds = [phrases.is_only("holds_object", term.source) for term in content]
    if nouns := tuple(t for t, whole in zip(content, holds, strict=True) if whole or is_noun(t)):
        return nouns
    # 调解了多少件 and 怎么防范走私 are about that; 培养了多少 and 怎么调解的 do not say of what.
    counts = query.strict and not phrases.has("doers", query.text)
    tells = counts or (query.kind in _OF_DEEDS and len(content) > 1)
    return tuple(t for t in content if tells and _says_what(t.source))


def carried(query: Query) -> tuple[Term, ...]:
    """What a question is about, with the words that tell which: 停车治理的项目 for 项目.

    A word tells which behind 的, or right before a noun that says little alone.
    """
    nouns = things(query)
    named: list[Term] = []
    for term in reversed([term for term in query.terms if not term.measure]):
        if term in nouns or (named and _tells_which(query.text, term, named[-1], nouns)):
            named.append(term)
    return tuple(term for term in query.terms if term in named)


def _tells_which(text: str, term: Term, behind: Term, nouns: Sequence[Term]) -> bool:
    """Whether a term only tells which one is meant by the one behind it."""
    _, found, between = text.partition(behind.source)[0].rpartition(term.source)
    if not found or not is_han(term.source[0]):
        return False
    joined = behind not in nouns or phrases.is_only("general", behind.source)
    return phrases.is_only("of", between) or (joined and not between)


def named_in(query: Query) -> tuple[Term, ...]:
    """All that a question speaks of, deeds and single characters too."""
    return tuple(term for term in query.terms if not term.measure)


def _is_deed(term: Term) -> bool:
    """Whether a term names what is done, as the dictionary has it: 管理, 建成."""
    return is_han(term.source[0]) and (pos(term.source) or "").startswith("v")


def _says_what(verb: str) -> bool:
    """Whether a verb says what is done: 调解, not 发了, nor 审完, which only says how it ended."""
    if not pos(verb) and _tag(verb).startswith("v"):
        verb = verb[1:]
    return len(verb.removesuffix(phrases.cut("deed_end", verb))) > 1 and not phrases.has(
        "light", verb
    )


def _is_noun_in(text: str, term: Term) -> bool:
    """Whether a term is a noun, or ends one that the dictionary does not have: 费 in 殡葬费."""
    lead = text.partition(term.source)[0]
    before = lead[-2:]
    joined = len(before) == 2 and all(map(is_han, before)) and not phrases.has("asking", before)
    if _is_noun(term) or (joined and phrases.is_only("ends_noun", term.source)):
        return True
    # 几个村, 啥奖: right behind what asks for it one character is enough.
    return phrases.has("counting", lead) and _may_be_noun(term.source)


def _is_noun(term: Term) -> bool:
    source = term.source
    if is_han(source[0]):
        if len(source) < 2 or (phrases.has("deed_end", source) and not pos(source)):
            return False
        return _may_be_noun(source)
    first = source.lower().split()[0]
    named = " " in source or phrases.has("noun_end", first)
    return (named and not first.endswith("ed")) or _may_be_noun(term.words[0])


def _is_counted(left_out: re.Match[str], term: Term) -> bool:
    """Whether a term is a noun where the noun that is counted is left out: 办理了多少.

    What is done stands there in its place, and many a verb may be a noun elsewhere.
    """
    if is_han(term.source[0]):
        is_deed = term.source == left_out.groupdict().get("deed")
        return not is_deed and _is_noun_in(left_out.string, term)
    first = term.source.lower().split()[0]
    if term.source.isupper():
        return True
    return " " in term.source or (phrases.has("noun_end", first) and not first.endswith("ed"))


def is_named(term: Term) -> bool:
    """Whether a term names a thing, not a deed, by its likeliest wording."""
    return _may_be_noun(term.words[0])


def _tag(word: str) -> str:
    """The tag of a word; that of its verb if only an adverb was joined to it: 再建."""
    if len(word) > 1 and not pos(word) and (pos(word[0]) or "").startswith("d"):
        return pos(word[1:]) or "n"
    return pos(word) or "n"


def _may_be_noun(word: str) -> bool:
    tag = _tag(word)
    return tag == "vn" or not tag.startswith(_NO_NOUNS)


def without_shortcomings(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms but for those that only ask for shortcomings; all, if there are no others."""
    kept = tuple(term for term in terms if not phrases.is_only("shortcomings", term.source))
    return kept or tuple(terms)


def names_role(term: Term) -> bool:
    """Whether a term names an office or a calling, by one of its likeliest wordings."""
    return any(
        span.kind == "role" and span.text == word
        for word in term.words[:2]
        for span in entities.find_spans(word)
    )


def body_in(terms: Sequence[Term], lang: str) -> Sequence[Term]:
    """The terms that name a body, with those that tell which; all but roles, if none is named."""
    found = [at for at, term in enumerate(terms) if _names_body(term)]
    if not found:
        return [term for term in terms if not names_role(term)]
    # 法治建设委员会 the other way round: the committee for the rule of law.
    return terms[found[0] :] if lang == "en" else terms[: found[-1] + 1]


def _names_body(term: Term) -> bool:
    # Alone 委员会 names no certain one.
    return any(span.kind == "organisation" for span in entities.find_spans("某镇" + term.words[0]))


def repeats(query: Query, before: Query) -> bool:
    """Whether a question is about the thing that the one before was about."""
    told = {name for term in things(before) for name in _names(term)}
    alike = [any(n in t or t in n for n in _names(term) for t in told) for term in things(query)]
    return bool(alike) and all(alike)


def _names(term: Term) -> tuple[str, str]:
    """A term as it was said, and by its likeliest wording."""
    return term.source.lower(), term.words[0]
