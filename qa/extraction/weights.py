"""Weights: every number that ranks clauses, with what it means and where it comes from.

A clause's score is its features (`score_features.Features`) times `FEATURES`; what a term counts
and how well a clause fits the type asked for are made of the numbers in `MATCHING` and `FIT`.

Origins: *fitted* on question suites by a script, *tried* by hand on suites and kept for what they
gained, *guessed* and never varied. A ranker learned from 83 features was level with these.
The tables are bare dataclasses: what else one makes takes 10 ms at every start.
"""

from dataclasses import dataclass, field
from typing import Literal

Origin = Literal["fitted", "tried", "guessed"]


def _weight(value: float, meaning: str, origin: Origin) -> float:
    weight: float = field(default=value, metadata={"meaning": meaning, "origin": origin})
    return weight


@dataclass(frozen=True, init=False, repr=False, eq=False)
class FeatureWeights:
    """What each feature of a clause adds to its score."""

    coverage: float = _weight(0.35, "share of the question that is spoken of", "tried")
    typed_coverage: float = _weight(0.65, "the same, times the fit of the type asked for", "tried")
    retrieval: float = _weight(0.08, "score of the sentence, as a share of the best one's", "tried")
    adjacency: float = _weight(0.05, "a figure of the unit asked for right beside a term", "tried")
    adjacency_alone: float = _weight(0.12, "the same where no unit tells figures apart", "tried")
    year_named: float = _weight(0.1, "1: the clause names the year, -1: another", "tried")
    year_told: float = _weight(0.03, "the sentence tells of the year asked for", "tried")
    prose_retrieval: float = _weight(0.2, "retrieval again, in what is no report", "tried")
    prose_pairs: float = _weight(0.3, "pairs of characters shared, in what is no report", "tried")
    lead_in: float = _weight(-0.06, "三是完善制度。 says less than it leads to", "tried")
    plan: float = _weight(0.06, "1: a plan or deed as asked for, -1: not", "tried")
    plan_unasked: float = _weight(-0.035, "a plan where nothing tells what is meant", "tried")
    years_unasked: float = _weight(-0.035, "several years where nothing tells which", "tried")
    years_differ: float = _weight(-0.06, "several years where one is asked for, or one", "tried")
    total: float = _weight(0.09, "1 for a sum asked for, -1 for one not asked for", "tried")
    every: float = _weight(0.09, "says all where a question asks whether all", "tried")
    weakness: float = _weight(0.15, "1: among the shortcomings asked for, -1: a lead-in", "tried")
    named_head: float = _weight(0.06, "a cell whose column and table are named", "tried")
    named_row: float = _weight(0.06, "a cell whose row is named", "tried")
    counted: float = _weight(0.15, "speaks of the very thing whose number is asked for", "tried")
    defined: float = _weight(0.35, "says what the word means that is asked about", "tried")
    number_listed: float = _weight(0.09, "lists as many things as are asked for", "tried")
    beside_told: float = _weight(0.5, "coverage, beside what answered the turn before", "tried")
    told_again: float = _weight(-0.2, "what answered the turn before, asked on from", "tried")


@dataclass(frozen=True, init=False, repr=False, eq=False)
class MatchingWeights:
    """What a term of the question counts by where and how it stands."""

    clause_before: float = _weight(0.8, "in the clause before", "tried")
    clause_after: float = _weight(0.65, "in the clause behind", "tried")
    last_of_sentence_before: float = _weight(0.6, "there, for the first clause", "tried")
    sentence: float = _weight(0.6, "elsewhere in the sentence", "tried")
    owned: float = _weight(0.5, "of that, if it belongs to a figure of a later clause", "tried")
    section: float = _weight(0.5, "in a heading above", "tried")
    title: float = _weight(0.8, "in the title: which report is meant, not which sentence", "tried")
    counted_before: float = _weight(0.5, "what is counted stands in the clause before", "tried")
    caption: float = _weight(0.3, "the name of a table, beside that of a column", "tried")
    unit_of_column: float = _weight(0.5, "the measure word of one column alone: 多少户", "guessed")
    heads_over: float = _weight(0.4, "what stands over a column and others beside it", "tried")
    short_head: float = _weight(0.8, "a head without its sort: 机构 of medical ones", "guessed")
    caption_of_cell: float = _weight(0.8, "in the caption of a table, for all its cells", "tried")
    neighbour: float = _weight(0.35, "in the sentence before or behind", "tried")
    part_of_before: float = _weight(0.9, "there, for 其中 that begins a sentence", "tried")
    plan_target: float = _weight(0.9, "nowhere, but it says 目标 and the sentence plans", "tried")
    told_apart: float = _weight(0.9, "粮食播种面积…,总产量… where 粮食总产量 is asked", "guessed")
    part: float = _weight(0.45, "only pieces of a wording stand there", "tried")
    part_of_two: float = _weight(0.6, "of that, one character of a word of two", "tried")
    least_pairs: float = _weight(0.3, "share of the pairs of a wording that must stand", "tried")
    least_characters: float = _weight(0.5, "the same for single characters", "tried")
    compound: float = _weight(0.5, "inside a word of another meaning: 组长 in 副组长", "tried")
    dictionary: float = _weight(0.8, "a wording that only the dictionary gives", "tried")
    measure: float = _weight(0.3, "names but the measure; the unit says the same", "tried")
    one_character: float = _weight(0.3, "a single character tells little", "tried")
    verb: float = _weight(0.6, "people choose verbs freely, nouns less so", "tried")
    unseen_verb: float = _weight(0.25, "a verb that no report knows", "tried")
    due_word: float = _weight(0.75, "an English word of the lexicon is missed by so much", "fitted")
    due_guess: float = _weight(0.25, "a word of the dictionary is missed by so much", "fitted")
    due_unread: float = _weight(0.3, "a word that nothing reads is missed by so much", "tried")


@dataclass(frozen=True, init=False, repr=False, eq=False)
class FitWeights:
    """How well a clause fits the type of thing asked for, from 0 to 1."""

    adverbial: float = _weight(0.5, "硬件建设上 only says of what the next clause tells", "tried")
    least_unit: float = _weight(0.25, "below it a figure of another unit is no answer", "tried")
    none_told: float = _weight(1.0, "no figure, but that there is none of it", "tried")
    none_narrower: float = _weight(0.7, "no 亡人火灾 where all fires are asked for", "guessed")
    boundary: float = _weight(0.2, "5岁以下 says who is meant, not how old", "tried")
    rough: float = _weight(0.93, "超过500亿斤 tells less than 515.6亿斤", "tried")
    hollow: float = _weight(0.4, "一个 hardly ever counts", "tried")
    one_of_words: float = _weight(0.7, "一名 in words often counts nothing", "tried")
    number_of_words: float = _weight(0.9, "三个 in words counts less often than in digits", "tried")
    change_for_share: float = _weight(0.8, "提高183元 where a rate is asked for", "tried")
    change_unasked: float = _weight(0.85, "how much more, where it is not asked for", "tried")
    added_unasked: float = _weight(0.85, "新增1523公里 where it is asked how long it is", "tried")
    level_for_share: float = _weight(0.1, "another figure where a rate is asked for", "tried")
    duration: float = _weight(0.4, "a length of time where none was asked for", "tried")
    amount_other: float = _weight(0.4, "a count where an amount is asked for", "tried")
    count_measured: float = _weight(0.6, "an amount where no unit is asked for", "tried")
    count_other: float = _weight(0.8, "a count where no unit is asked for", "tried")
    bare_measured: float = _weight(0.3, "no unit where one of money or length is", "tried")
    bare_counted: float = _weight(0.7, "no unit where persons or things are counted", "tried")
    money_unsaid: float = _weight(0.9, "投资37万 where money is asked for", "tried")
    cell_without_unit: float = _weight(0.9, "a cell of a table that names no unit", "guessed")
    cell_of_other_year: float = _weight(0.8, "a cell of another year than the report's", "guessed")
    cell_of_part: float = _weight(0.7, "a cell beside one of the whole row", "tried")
    other_table: float = _weight(0.6, "no row of the table that a question names", "tried")
    no_move: float = _weight(0.6, "which fell: a clause that tells of no fall", "guessed")
    count_for_measure: float = _weight(
        0.4, "a cell that counts where a measure is asked", "guessed"
    )
    cell_of_plan: float = _weight(0.9, "a cell of a plan beside one of what was done", "tried")
    cell_of_other_change: float = _weight(0.85, "a change where a level is asked for", "tried")
    as_well: float = _weight(0.95, "of that of a plan, so that a deed comes first", "guessed")
    level_beside_change: float = _weight(0.6, "a level beside its change, which is asked", "tried")
    cell_for_statement: float = _weight(0.4, "a number tells no reason and no ruling", "tried")
    cell_named: float = _weight(0.95, "words of a table whose column is named", "guessed")
    cell_of_words: float = _weight(0.5, "the same where it is not", "guessed")
    cell_of_other: float = _weight(0.2, "where who, when or whether is told elsewhere", "guessed")
    later_unit: float = _weight(0.9, "a unit of things that is not the likeliest", "tried")
    visits: float = _weight(0.75, "人次 where persons are asked for", "tried")
    unit_class: float = _weight(0.8, "a unit that may stand for the one asked for", "tried")
    named_thing: float = _weight(0.9, "the thing asked for, in another measure word", "tried")
    any_thing: float = _weight(0.5, "个 for another measure word of things", "tried")
    same_kind: float = _weight(0.2, "another unit of the same kind", "tried")
    other_kind: float = _weight(0.1, "a unit of another kind", "tried")
    coarse_date: float = _weight(0.5, "a date less exact than asked for", "tried")
    duration_for_date: float = _weight(0.8, "a length of time where a date is asked for", "tried")
    no_name_who: float = _weight(0.4, "who: a clause without person, body or office", "tried")
    no_name_what: float = _weight(0.75, "what: a clause without brand, document or body", "tried")
    no_name_named: float = _weight(0.5, "the same where a name is asked for", "tried")
    office: float = _weight(0.9, "who: a body or an office", "tried")
    body: float = _weight(0.85, "what: a body", "tried")
    other_sort: float = _weight(0.4, "laws asked for, and the clause names none", "tried")
    no_shortcoming: float = _weight(0.5, "shortcomings asked for, and none told", "tried")
    no_list: float = _weight(0.6, "a clause that lists nothing", "tried")
    items_told: float = _weight(0.9, "a clause that says that it lists: 内容涵盖邻里纠纷", "tried")
    list_mark: float = _weight(0.2, "each mark that parts the items of a list", "tried")
    marker_in_sentence: float = _weight(0.9, "reason or means elsewhere in the sentence", "tried")
    hint_of_reason: float = _weight(0.9, "a word that may tell a reason, such as 确保", "tried")
    hint_in_sentence: float = _weight(0.8, "the same elsewhere in the sentence", "tried")
    no_reason: float = _weight(0.6, "why: a sentence that hints at none", "tried")
    prose: float = _weight(0.3, "any clause of prose where none fits", "tried")
    no_marker: float = _weight(0.7, "a clause that tells neither", "tried")


@dataclass(frozen=True, init=False, repr=False, eq=False)
class SpanWeights:
    """When an answer takes in more than its clause."""

    subject: float = _weight(0.12, "share of the question worth quoting the clause before", "tried")
    rival: float = _weight(0.85, "how good a clause beside must be to be said too", "tried")
    shorter: float = _weight(0.85, "the same for a short one where the best is long", "tried")
    weakness: float = _weight(0.9, "what a heading of shortcomings says for them", "guessed")
    of_part: float = _weight(0.3, "more of the question than all headings say", "tried")
    heading: float = _weight(0.55, "what a heading must say for its items to answer", "tried")


FEATURES = FeatureWeights()
MATCHING = MatchingWeights()
FIT = FitWeights()
SPAN = SpanWeights()
TABLES = (FEATURES, MATCHING, FIT, SPAN)
"""All of them, for those who show or check them."""
