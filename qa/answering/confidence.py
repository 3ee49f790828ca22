"""Confidence: how sure an answer is, from absolute evidence, and whether to give it at all.

A logistic regression over a handful of features, fitted on the example questions by
`bench/fit_confidence.py`; its weights lie in data/answering/confidence.json.
"""

import math
from collections.abc import Sequence
from functools import cache

from qa.answering import thresholds
from qa.extraction import Candidate
from qa.extraction.cells.saying import cell_of
from qa.extraction.term_matching import WeightedTerm, balance
from qa.extraction.things.counted import counted_terms
from qa.extraction.things.sorts import sort_of, tells_sort
from qa.extraction.weights import FIT
from qa.language import resources
from qa.language.units import ANYTHING, are_alike, unit_kind
from qa.model import Kind, Query, Term
from qa.query.conversation.things import is_named

_FIGURES = frozenset((Kind.COUNT, Kind.AMOUNT))


def features_of(
    query: Query,
    candidates: Sequence[Candidate],
    terms: Sequence[WeightedTerm],
    places: int = 0,
    noted: Candidate | None = None,
) -> dict[str, float]:
    """What the confidence rests on; the first candidate is the one to be judged.

    Args:
        query: The question as it was read.
        candidates: Best first, at least one.
        terms: The terms of the question, weighed.
        places: How many places the reports cover.
        noted: What is told beside the answer as another figure for the same.
    """
    best = candidates[0]
    others = (c for c in candidates if c.passage is not best.passage)
    same = (best, noted) if noted else (best,)
    rival = next((c for c in others if not any(_agree(c, told) for told in same)), None)
    spoken, total = balance(terms, best.strengths)
    # What speaks of no term was found by the name of its place alone.
    score = min(1.0, 5 * best.coverage) * best.passage.score / total
    lead = best.score - rival.score if rival else thresholds.CLEAR_MARGIN
    return {
        "missing": best.missing,
        "local_coverage": best.local_coverage,
        "retrieval_score": min(
            thresholds.MOST_SCORE, thresholds.BYLINE_SCORE if query.byline else score
        ),
        "fit": best.fit,
        "margin": best.coverage * min(thresholds.CLEAR_MARGIN, lead),
        "covered_weight": min(1.0, spoken / thresholds.FULL_WEIGHT),
        # Who asks about a place of the reports asks the reports; trivia name none of them.
        "placed": float(bool(query.mentions or query.report_years) or places == 1),
        "figure": float(query.kind in _FIGURES),
    }


def _agree(one: Candidate, other: Candidate) -> bool:
    """Whether two say the same, so that they are no rivals: in so many words, or one in a table."""
    if _said(one) == _said(other):
        return True
    told, again = one.figure, other.figure
    of_table = bool(one.passage.sentence.cells) != bool(other.passage.sentence.cells)
    if not (of_table and told and again):
        return False
    alike = "" in (told.unit, again.unit) or are_alike(told.unit, again.unit)
    return alike and (told.low, told.high) == (again.low, again.high)


def _said(candidate: Candidate) -> str:
    """The clause."""
    return candidate.passage.folded[slice(*candidate.span)]


@cache
def _model() -> dict[str, float]:
    weights: dict[str, float] = resources.read_numbers("answering/confidence.json")
    return weights


def confidence_of(values: dict[str, float]) -> float:
    """The probability in (0, 1) that an answer with these features is right."""
    model = _model()
    # A feature that is new weighs nothing until the model is fitted again.
    score = model["intercept"] + sum(model.get(name, 0.0) * v for name, v in values.items())
    return 1 / (1 + math.exp(-score))


def trust(query: Query) -> float:
    """What is left of the confidence, from 0 to 1, if the question names what no report names."""
    strange = any(is_capital(query, word) for word in query.unread)
    return thresholds.UNKNOWN_NAME if strange else 1.0


def is_capital(query: Query, word: str) -> bool:
    """Whether a word has a capital letter that the beginning of its question does not explain."""
    return word[0].isupper() and not query.text.startswith(word)


def vouched(best: Candidate, terms: Sequence[WeightedTerm], confidence: float) -> float:
    """The confidence, at least half of what the answer before lends to what goes on from it.

    A detail is often asked for in words of its own, and told in the sentence just told. A thing
    that no report names is none of its details.
    """
    fits = best.fit >= thresholds.BESIDE_FIT and best.local_coverage > 0
    clear = best.fit + best.local_coverage >= thresholds.BESIDE_EVIDENCE
    pairs = zip(terms, best.strengths, strict=True)
    strange = any(w.due == 1 and not (w.known or strength) for w, strength in pairs)
    unheard = strange and best.missing > thresholds.BESIDE_MISSING
    if unheard or not (goes_on(best) and fits and clear):
        return confidence
    return max(confidence, (confidence + thresholds.TOLD_BESIDE) / 2)


def named(best: Candidate, values: dict[str, float], confidence: float) -> float:
    """The confidence, greater in a cell of a table whose row and column a question names.

    Rows are short and much alike: retrieval and the lead over the next tell less of them.
    """
    telling = min(best.features.named_row, best.features.named_head)
    clear = best.missing <= thresholds.NAMED_MISSING and values["margin"] >= thresholds.NAMED_LEAD
    sure = clear and best.fit >= thresholds.CELL_FIT and telling >= thresholds.NAMED_TELLING
    return max(confidence, thresholds.NAMED_CELL) if sure else confidence


def borne_out(query: Query, best: Candidate, terms: Sequence[WeightedTerm]) -> float:
    """What is left of the confidence, from 0 to 1, if no word of the question's own is told.

    Those that the talk lends it are not enough: how many took part does not say how many officers.
    """
    if query.kind not in _FIGURES:
        return 1.0
    if not (best.local_coverage or best.passage.sentence.cells or goes_on(best)):
        return thresholds.NOT_BORNE_OUT
    if query.taken and _counts_unheard(query, best, terms):
        return thresholds.NOT_BORNE_OUT
    said = [weighed for weighed in terms if not weighed.term.measure]
    own = [weighed for weighed in said if not weighed.term.earlier]
    # What was done may be told in any words, what is counted not.
    lent = len(own) < len(said) and any(_names(weighed.term) for weighed in own)
    return thresholds.NOT_BORNE_OUT if lent and not any(_stands(w, best) for w in own) else 1.0


def _counts_unheard(query: Query, best: Candidate, terms: Sequence[WeightedTerm]) -> bool:
    """Whether what is to be counted is named by no report: 粉丝 of an account that is."""
    counted = [terms[i] for i in counted_terms(query)]
    unknown = (w for w in counted if w.due == 1 and not w.known and is_named(w.term))
    return not all(_stands(w, best) for w in unknown)


def measured(query: Query, best: Candidate) -> float:
    """What is left of the confidence, from 0 to 1, if what is told is of another kind than asked.

    How many tourists came is not answered by how much they grew, nor how old they are by their
    number.
    """
    # 几个 may ask for anything that is counted, and 多少医院 for no persons.
    kind = unit_kind(query.units[0]) if query.units else ""
    persons = best.figure is not None and unit_kind(best.figure.unit) == "persons"
    sure = kind != "things" or (persons and query.units[0] != ANYTHING)
    asks = query.kind in _FIGURES and kind and sure
    other = best.figure is not None and best.figure.unit and best.fit < FIT.least_unit
    return thresholds.NOT_MEASURED if asks and other else 1.0


def of_sort(query: Query, best: Candidate) -> float:
    """What is left of the confidence, from 0 to 1, if no sentence tells of the sort asked for.

    Which village it stands in is not answered by what else stands there.
    """
    told = tells_sort(query, sort_of(query), cell_of(best), best.passage.folded)
    return 1.0 if told else thresholds.NOT_OF_SORT


def _names(term: Term) -> bool:
    """Whether a term names a thing; one character is too little to tell."""
    return len(term.words[0]) > 1 and is_named(term)


def _stands(weighed: WeightedTerm, best: Candidate) -> bool:
    """Whether a term stands in the sentence of a candidate, whole or in a piece that is a word."""
    words = (*(form for form, _ in weighed.forms), *(p for p in weighed.pieces if len(p) > 1))
    return any(word in best.passage.folded for word in words)


def goes_on(candidate: Candidate) -> bool:
    """Whether a candidate tells more in the sentence that answered the turn before."""
    features = candidate.features
    return features.beside_told > 0 and not features.told_again


def threshold() -> float:
    """The confidence below which there is no answer."""
    return _model()["threshold"]
