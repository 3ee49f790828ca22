"""Names: what lies elsewhere than the place in talk, as its name tells."""

from collections.abc import Sequence
from dataclasses import replace

from qa.language.normalization import is_han
from qa.language.tokenization import pos, words
from qa.model import Query, Term
from qa.query.conversation.reader import Reader


def where_named(reader: Reader, own: Query, query: Query) -> Query:
    """The question, asked of all places if only another than that in talk has what it names.

    Args:
        reader: Reads and answers single questions.
        own: The question as it was typed.
        query: The same, asked of the place in talk.
    """
    taken = dict(query.taken)
    names = [n for term in own.terms if (n := _names(term))] if taken.get("thing") == "own" else []
    if not names or taken.get("place") != "kept" or _tells(reader, query, names):
        return query
    # What was told of another name says nothing of this one.
    apart = replace(query, beside=None)
    anywhere = replace(apart, places=(), mentions=())
    return anywhere if _tells(reader, anywhere, names) else apart


def _names(term: Term) -> Sequence[str]:
    """What a term names in its wordings: 昆明, Liucun; none if it is no name."""
    if is_han(term.source[0]):
        return [word for word in words(term.source) if len(word) > 1 and pos(word) == "ns"]
    return term.words if term.source.istitle() else ()


def _tells(reader: Reader, query: Query, names: Sequence[Sequence[str]]) -> bool:
    """Whether the sentence that answers a question has one wording of each of some names."""
    told = "".join(citation.text for citation in reader.answering(query).citations[:1])
    return all(any(name in told for name in alike) for alike in names)
